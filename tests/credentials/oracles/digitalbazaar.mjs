/**
 * Asks @digitalbazaar/vc about credentials, offline: standard input and output are JSON.
 *
 * In: {contexts: {url: context}, dids: {did: document}, lists: {url: credential}, cases: [{name, credential, by}]}
 * where `by` is the DID whose proof is looked at. Out: {name: {verified, withdrawn, error}}.
 */
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite as jcs} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs from 'jsonld-signatures';

const asked = JSON.parse(await new Response(process.stdin).text());
const suite = () => [
  new DataIntegrityProof({cryptosuite: rdfc}), new DataIntegrityProof({cryptosuite: jcs()})];

/** Only what was handed in is read; nothing is fetched. */
async function documentLoader(url) {
  const [did, fragment] = url.split('#');
  let document = asked.contexts[url] ?? asked.dids[url] ?? asked.lists[url];
  if(!document && fragment && asked.dids[did]) {
    const method = asked.dids[did].verificationMethod.find(({id}) => id === url);
    document = method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  }
  if(!document) {
    throw new Error(`not handed in: ${url}`);
  }
  // The libraries change what they are given.
  return {contextUrl: null, documentUrl: url, document: structuredClone(document), tag: 'static'};
}

/** The status list, read by the library for them: its bit, and its issuer's proof. */
const status = options => checkStatus({
  ...options, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true, verifyMatchingIssuers: true});

const answers = {};
for(const {name, credential, by, now} of asked.cases) {
  const issued = by === credential.issuer.id || by === credential.issuer;
  const purpose = issued ?
    new vc.CredentialIssuancePurpose({controller: asked.dids[by]}) :
    new jsigs.purposes.AssertionProofPurpose({controller: asked.dids[by]});
  const result = await vc.verifyCredential({
    credential, suite: suite(), purpose, documentLoader, checkStatus: status, now});
  const causes = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error];
  answers[name] = {
    verified: result.verified,
    // To it a withdrawn credential is one whose status could be read: what it read is what counts.
    withdrawn: (result.statusResult?.results ?? []).some(entry => entry.status),
    error: causes.filter(Boolean).map(cause => cause.message).join('; '),
  };
}
console.log(JSON.stringify(answers));
