import type zh from './developers.zh'

const en: typeof zh = {
  developers: {
    title: 'Integration', lead: 'To check certificates and signatures a system needs nothing but the public operations below, no registration and no key. The API’s description comes with the software.',
    steps: 'To check a signature', stepTexts: ['Take the root and the issuing authority; compare their fingerprints with the ones published elsewhere.', 'Check that the certificate is signed by the issuing authority (SM2 with SM3, identity 1234567812345678).', 'Ask for the status: OCSP, a revocation list or the query; where it matters, two of them.', 'Check the document’s signature with the key in the certificate. It is in DER.'],
    addresses: 'Public operations', what: 'For', address: 'Address', names: { ocsp: 'Online status (OCSP)', crls: 'Revocation lists there are', crl: 'A revocation list, full or delta', status: 'Status of a certificate (JSON)', contents: 'Contents of a certificate (JSON)', authorities: 'The provider’s certificates', chain: 'A chain (PEM)', rules: 'Practice statement and policy', checkpoint: 'Tree head of the ledger', licence: 'Licence' }, files: 'Chains and revocation lists',
    ocspNote: 'Requests may use SHA-1, SHA-256 or SM3; a nonce is optional. An answer without one may be kept until its next update.', rateNote: 'Queries are limited; beyond that the answer is 429 with Retry-After. For many certificates take the lists.',
    samples: 'Samples', samplesText: 'The three do the same: check the issuer, ask for the status by query and by OCSP (checking the signature of the answer), and check a document’s signature; they end with 0 when all is well. They run as they are and are part of this software’s tests.', languages: { cpp: 'C++ (OpenSSL 3.0)', java: 'Java (JDK 11)', javascript: 'JavaScript (Node.js 18)' }, run: 'To run it', download: 'Download', copyText: 'The program',
    test: 'Test certificates', testText: 'Certificates of the demonstration are for tests only. Apply for one under “Apply” with made-up data; the officers of the demonstration do the rest, and it is fetched under “Progress”. A known serial number gives the certificate here.', testNone: 'This is no demonstration; there are no test certificates.', testSerial: 'Serial number', testFetch: 'Download certificate and chain', testMissing: 'There is no such serial number.', testFile: 'certificate-{0}.pem', chainFile: 'chain-{0}.pem',
    errors: 'Error codes', errorsText: 'Errors are problem documents (RFC 9457). Codes are stable, for programs; sentences are for people.', errorsFind: 'Find by code or sentence', errorsCount: '{0} codes', code: 'Code', zh: 'Chinese', en: 'English', errorsMore: 'Show all', none: 'No such code.',
  },
}
export default en
