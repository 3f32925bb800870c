"""Search over what is public: the foundation finds and ranks words, the apps say what there is to be found."""
