// htmx, only where a page asks for partial updates. Nothing is evaluated and no style is injected, as the content policy demands.
import htmx from "htmx.org/dist/htmx.esm.js";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
htmx.process(document.body);
