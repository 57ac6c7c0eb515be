import admin from './admin.en'
import applicant from './applicant.en'
import cases from './cases.en'
import compliance from './compliance.en'
import agency from './agency.en'
import counter from './counter.en'
import holder from './holder.en'
import night from './night.en'
import developers from './developers.en'
import filings from './filings.en'
import inspection from './inspection.en'
import instruments from './instruments.en'
import monitoring from './monitoring.en'
import calendar from './calendar.en'
import pictures from './pictures.en'
import tips from './tips.en'
import wizard from './wizard.en'
import intake from './intake.en'
import help from './help.en'
import type { Messages } from './zh-CN'

const en: Messages = {
  ...applicant,
  ...cases,
  ...compliance,
  ...agency,
  ...counter,
  ...holder,
  ...night,
  ...admin,
  ...developers,
  ...filings,
  ...inspection,
  ...instruments,
  ...monitoring,
  ...pictures,
  ...calendar,
  ...tips,
  ...wizard,
  ...intake,
  ...help,
  system: { name: 'E-Government Certification', public: 'Electronic Certification for Government Affairs', regulator: 'Supervision of E-Government Certification', regulatorPublic: 'Supervision of Certification for Government Affairs', demonstration: 'Demonstration', movedClock: 'Demonstration clock: {0} (Beijing), {1} ahead of the real time. Dates on pages, documents and certificates are by this clock.', skip: 'Skip to content', large: 'Large print', normal: 'Normal print', language: '中文', menu: 'Menu', specimen: 'Specimen', printedBy: 'Printed by {0}', printedAt: 'Printed {0}', print: 'Print' },
  word: {
    query: 'Search', reset: 'Reset', close: 'Close', cancel: 'Cancel', reload: 'Read again', download: 'Download', 
    all: 'All', yes: 'Yes', no: 'No', choose: 'Choose', empty: '—', more: 'Next page', 
    loading: 'Reading', slow: 'Still at work; you may leave this page', article: 'Article {0}', articleOf: '{0}, article {1}', articleFull: 'Article {0} of the Measures on Electronic Certification for E-Government', code: 'Error code', request: 'Request', 
    until: 'until {0}', to: 'to', asOf: 'as of {0}', remove: 'Remove', yuan: '{0} yuan', comma: ', ', signOut: 'Sign out', state: 'State', 
  },
  problem: {
    no_answer: 'The server did not answer; what you entered is kept. Check the network and submit again: the same content is carried out once only.',
    odd_answer: 'The server’s answer could not be read. Please tell the system administrator.',
    fault: 'The page has a fault; what you entered is kept. Read again, and tell the system administrator if it stays.',
    
    kept: 'What you entered is kept.',
    retryAfter: 'Please try again in {0} seconds.',
  },
  nav: { services: 'Services and complaints', home: 'Home', licence: 'Licence', rules: 'Rules', apply: 'Apply', progress: 'Progress', mine: 'My certificate', status: 'Certificate status', verify: 'Signatures', downloads: 'Downloads', developers: 'Integration', ledger: 'Ledger', signIn: 'Officers', register: 'Register', documents: 'Documents', tips: 'Report a breach', decisions: 'Decisions' },
  footer: { host: 'Operated by {0}', licence: 'Licence no. {0}', watch: 'Regulator: State Cryptography Administration and provincial administrations', },
  home: {
    lead: 'Issues and looks after the certificates with which government affairs are signed',
    queryTitle: 'Look up a certificate', queryText: 'Enter a serial number or choose a certificate file to see its content and status. The file is read on this machine only.',
    applyTitle: 'Apply for a certificate', applyText: 'Fill in, make the key, hand in papers, step by step.', progressTitle: 'Ask for progress', progressText: 'Where it stands; the four matters, the agreement, the certificate.', mineTitle: 'My certificate', mineText: 'See it, report a loss, have it revoked, renewed or changed.',
    verifyTitle: 'Verify a signature', verifyText: 'Signature, certificate, chain and status are checked on this machine, with what each finding means. Signatures can be made, too.',
    licenceTitle: 'Check our licence', licenceText: 'Number, scope, validity and status, and the original signed by the regulator.',
    downloadsTitle: 'Download chains and lists', downloadsText: 'Root and issuing certificates, revocation lists, every version of the practice statement and the policy.',
    ledgerTitle: 'See the ledger', ledgerText: 'Every act is on record. Anybody can keep a tree head and later check that nothing was changed.',
    now: 'At present', licenceState: 'Licence', rulesState: 'Rules in force', headState: 'Newest tree head',
  },
  status: {
    title: 'Certificate status', label: 'Serial number', placeholder: 'such as 3A7F 9021 5C6E 48B0 9D13 E2A7 0461 8F5B', orFile: 'or drop it on this page; it is read on this machine and not uploaded',
    choose: 'Choose a certificate file', badSerial: 'A serial number consists of the digits 0-9 and the letters A-F, 40 at most. Please check it.', badFile: '“{0}” is not a certificate file. Choose a .cer, .crt or .pem file.',
    none: 'There is no certificate with this serial number. Please check it, or drop the certificate file.', result: 'Result', asOf: 'As of {0}: ', fileDiffers: 'The file you chose differs from the certificate that was issued. Do not rely on it.', fileSame: 'The file you chose is, octet for octet, the certificate that was issued.',
    valid: 'Valid', suspended: 'Suspended', revoked: 'Revoked', expired: 'Expired', not_yet_valid: 'Not yet valid',
    validText: 'the certificate is within its validity, neither revoked nor suspended.', suspendedText: 'the certificate is suspended; signatures made meanwhile should not be relied on.', revokedText: 'the certificate was revoked at {0}, for good. Signatures made with it since should not be relied on.',
    expiredText: 'the certificate’s validity ended at {0}.', not_yet_validText: 'the certificate is valid from {0}.',
    reason: 'Reason', contents: 'Content', contentsNote: 'the eight items of article 19', issuer: 'Provider', subject: 'Holder', serial: 'Serial number', profile: 'Kind', from: 'Valid from', to: 'Valid until',
    policy: 'Policy', publicKey: 'Verification data', algorithm: 'SM2 with SM3', signature: 'Provider’s signature', fingerprint: 'Fingerprint (SM3)', rulesVersion: 'Issued under rules', chain: 'Chain', chainNote: 'from the holder to the root',
    source: 'Three ways to ask', web: 'This page', crl: 'Revocation list (CRL)', ocsp: 'Online status (OCSP)', crlText: 'download from the address in the certificate and check locally', ocspText: 'at {0}, for programs', webText: 'the result shown here',
    downloadPem: 'Download (PEM)', meaning: 'What this means', meaningText: '“Valid” says that the certificate may be used now. It says nothing about any one document: see “How to verify”. The result holds what the certificate says and nothing of the application; there is no search by name.',
    verifyLink: 'How to verify', showKey: 'Show', hideKey: 'Hide',
    reasons: { 0: 'Unspecified', 1: 'Key compromise', 2: 'Authority compromise', 3: 'Affiliation changed', 4: 'Superseded', 5: 'Cessation of operation', 6: 'Suspended', 9: 'Privilege withdrawn' },
  },
  verify: {
    title: 'How to verify a signature', lead: 'A signature can be relied on when all five of these hold. If one does not, do not act on it.',
    steps: [
      { title: 'The signature fits the document', text: 'Check it with the verification data (SM2 public key) in the certificate. One changed character, and it fails. The algorithm is SM2 with SM3, distinguishing id 1234567812345678.' },
      { title: 'The certificate is ours', text: 'Follow the chain: the holder’s certificate is signed by the issuing authority, that one by the root. Take the root from “Downloads” and compare its fingerprint with the one published elsewhere; never trust a root that came with the document.' },
      { title: 'It was within its validity when the signature was made', text: 'The certificate says from when to when. The time of signing is proved by a timestamp or the business system’s records, not by the document’s own word.' },
      { title: 'It was neither revoked nor suspended then', text: 'Ask the revocation list (CRL), the online status (OCSP) or this site. A signature made before the revocation stays good, if its time can be proved.' },
      { title: 'The purpose fits', text: 'Kind and policy say what the certificate is for. A device’s certificate, for example, does not sign for a person.' },
    ],
    resultTitle: 'What the findings mean',
    results: [
      { mark: 'ok', word: 'Valid', text: 'All five hold: unchanged since it was signed, by the holder named in the certificate.' },
      { mark: 'over', word: 'Invalid', text: 'The signature does not fit, or the certificate is not ours. Do not use the document; ask for the original.' },
      { mark: 'warn', word: 'Undecided', text: 'Time or status is missing. Complete it and check again; it is neither valid nor invalid.' },
    ],
    toolTitle: 'With common tools', toolText: 'With OpenSSL 3.0 (document document.pdf, signature document.sig, certificate holder.pem):',
    limitTitle: 'Please note', limits: ['Certificates hold commitments in place of identity numbers. A holder may show the opening, so that you can check the number.', '“Valid” is true of the moment of asking. Ask, and keep the answer, when you act.', 'Who disputes a result may ask for the evidence of article 40 and check it offline with the public program.'],
  },
  services: {
    title: 'Services and complaints', note: 'Articles 18 and 27', none: 'The provider has published no catalogue yet.', noComplaints: 'No channel of complaints is published yet.', service: 'Service', name: 'Name', owner: 'Who answers for it', hours: 'When', contact: 'How it is reached', promised: 'Promised', withinHours: 'within {0} hours',
    kinds: { lifecycle: 'Life cycle of certificates', query: 'Contents of certificates', status: 'Status of certificates', support: 'Support', other: 'Other', complaints: 'Complaints' } as Record<string, string>,
  },
  licence: {
    title: 'Licence', note: 'article 13', holder: 'Holder', number: 'Number', scope: 'Scope', issuedBy: 'Issued by', issuedOn: 'Issued on', validity: 'Validity', credit: 'Unified social credit code', 
    asOf: 'As of {0}, by the file that the regulator signed', inForce: 'In force: electronic certification may be provided', notInForce: 'No certificate may be issued at present (article 4)', original: 'The original, signed by the regulator', originalText: 'The text below is signed; the checking program verifies it.', none: 'No licence has been published yet.', download: 'Download the original',
  },
  rules: {
    title: 'Rules', cps: 'Certification practice statement', cp: 'Certificate policy', current: 'In force', history: 'Versions', version: 'Version', effective: 'Effective', published: 'Published', filed: 'Filing', filedYes: 'Filed, {0}', filedAt: 'Submitted {0}', filingDue: 'To be filed by {0}',
    digest: 'Digest (SM3)', open: 'Read', parameters: 'Machine-readable parameters', none: 'Nothing published yet.', permanent: 'The address of a version is permanent, and its content never changes.', notYet: 'effective {0}', inForce: 'in force', past: 'replaced by a newer version', downloadVersion: 'Download this version',
    digestHolds: 'The digest is the published one (checked on this machine)', digestWrong: 'The digest is not the published one. Do not rely on this text, and tell us.',
  },
  downloads: {
    title: 'Downloads', authorities: 'Certificates of the provider', authoritiesText: 'Trust begins at the root. Compare its fingerprint with the one published elsewhere before you install it.', subject: 'Name', use: 'Use', ends: 'Valid until', fingerprint: 'Fingerprint (SM3)', files: 'Files', chain: 'Chain',
    lists: 'Revocation lists', listsText: 'Signed by the issuing authority. The full list holds every revoked certificate, the delta what changed since the full list it goes with. Each certificate names its partition.', full: 'Full list', delta: 'Delta list', partition: 'Partition {0}', kind: 'Kind', number: 'Number', thisUpdate: 'This update', nextUpdate: 'Next update', entries: 'Entries', late: 'The next update is overdue', base: 'goes with full list {0}', included: 'contained in full list {0}', noLists: 'No revocation list has been published yet.',
    rules: 'Practice statement and policy', roles: { root: 'Root', issuing: 'Issues to holders', operations_root: 'Operations root', operations: 'Issues to officers', ocsp_signer: 'Signs online status', tree_head: 'Signs tree heads' },
  },
  ledger: {
    title: 'Ledger', lead: 'Every act here (acceptance, check, review, issue, revocation and so on) leaves a record, and the records form a hash tree in their order. A tree head is the digest of the whole tree at a moment, signed by the provider.',
    size: 'Records', root: 'Root hash', time: 'Signed', origin: 'Ledger', verified: 'The signature holds (checked on this machine)', wrong: 'The signature does not hold. Do not rely on it, and tell us.', unknown: 'The certificate of the tree-head key was not available; the signature was not checked',
    howTitle: 'What it is for', how: ['Keep a tree head. Any later one must contain every record of that day; a change or an omission shows.', 'The tiles of hashes are public and may be mirrored. They hold no personal data, only salted digests.', 'The offline program yinxin-audit checks exports and evidence packages without relying on us.'],
    keep: 'Download the tree head', raw: 'As signed', head: 'Newest tree head', witnesses: '{0} witness signatures',
  },
  profiles: { individual: 'Individual', organisation: 'Organisation', staff: 'Staff member', device: 'Device', officer: 'Officer', root: 'Root', 'issuing-authority': 'Issuing authority', 'ocsp-signer': 'OCSP signer', ocsp_signer: 'OCSP signer', 'operations-authority': 'Operations authority', 'timestamp-unit': 'Time signer', timestamp_unit: 'Time signer' },
  purposes: { new: 'First application', renewal: 'Renewal', rekey: 'Rekey', change: 'Change' },
  identities: { resident_id: 'Resident identity card', military_officer_id: 'Officer’s card', passport: 'Passport', insurance_number: 'Social insurance number', registration_number: 'Registration number', organization_code: 'Unified social credit code', taxation_number: 'Tax number' },
  nameFields: { C: 'Country', ST: 'Province', L: 'City', O: 'Organisation', OU: 'Unit', title: 'Title', serialNumber: 'Number', dnQualifier: 'Qualifier', emailAddress: 'E-mail', CN: 'Name' },
  materials: { identity_document: 'Proof of identity', organisation_licence: 'Licence of the organisation', authorisation_letter: 'Letter of authority', handwritten_signature: 'Handwritten signature' },
  roles: {
    system_administrator: 'System administrator', security_administrator: 'Security administrator', audit_administrator: 'Audit administrator', registration_officer: 'Registration officer', review_officer: 'Review officer', issuing_officer: 'Issuing officer',
    key_custodian: 'Key custodian', compliance_officer: 'Compliance officer', archive_officer: 'Archive officer', responsible_person: 'Responsible person', applicant: 'Applicant',
    support_officer: 'Support officer', training_officer: 'Training officer', security_chief: 'Head of security', province_intake_officer: 'Provincial intake officer', province_review_officer: 'Provincial review officer', province_head: 'Head of the provincial bureau', national_intake_officer: 'National intake officer',
    case_officer: 'Case officer', case_reviewer: 'Case reviewer', legal_reviewer: 'Legal reviewer', deciding_officer: 'Deciding officer', publication_officer: 'Publication officer', technical_review_coordinator: 'Technical review coordinator', enforcement_officer: 'Enforcement officer',
    hearing_host: 'Host of hearings', tip_handler: 'Handler of tips', review_expert: 'Review expert',
  },
  signIn: {
    title: 'Sign in', heading: 'Sign in with your certificate', points: [['Key and password stay on this machine', 'Signatures are made in the token or in this browser'], ['You sign every act', 'Signature and time go into the ledger; you and the auditor can check them'], ['Leave, and it locks', 'After 10 minutes without an act; nothing typed is lost']],
    serverTime: 'Server’s time', localTime: 'This machine', localGood: 'the same; good', localOff: '{0} s off; signatures allow for it', localBad: '{0} s off; please set the clock',
    file: 'Key file', fileNote: 'Opened in this browser only', token: 'USB token', tokenNote: 'The token checks the PIN', account: 'Account', accountHelp: 'As authorised, such as entry-1', accountBad: 'An account consists of 2 to 32 small letters, digits and hyphens.',
    chooseFile: 'Choose a key file', change: 'Change', fileLimit: '.key or .pem, at most 64 KB', fileMissing: 'Please choose a key file.', password: 'Password', passwordNote: 'Checked here, not sent', passwordNone: 'This file has no password: for demonstrations only.', passwordMissing: 'Please enter the password.',
    passwordWrong: 'Wrong password; the file was not opened. Mind capitals.', format: '“{0}” is no SM2 private key.', tooLarge: 'More than 64 KB: this is no key file.', warn: 'Key files are for demonstration and training. Issuing officers, key custodians and administrators use USB tokens.',
    submit: 'Sign and sign in', opening: 'Opening the key', failed: 'Not signed in: ', notOurs: 'The key is not this account’s, or the account is not active.', footer: 'Authorised persons only. Sign-ins and acts are recorded.',
    tokens: 'Tokens', noBridge: 'No token component was found. Install it, plug the token in and try again.', noToken: 'No token was found. Plug it in and try again.', detect: 'Look again', pin: 'PIN', pinMissing: 'Please enter the PIN.',
    tokenFaults: { unsupported: 'This token or its component cannot do that.', absent: 'No token component was found.', removed: 'The token was pulled out. Plug it in and try again.', pin: 'Wrong PIN; {0} tries left before the token is blocked.', blocked: 'The token is blocked; see the security administrator.', cancelled: 'Cancelled at the token.', failed: 'The token did not sign; please try again.' },
    again: 'Please sign in again. The page you were on opens afterwards.',
  },
  office: {
    home: 'Home', applications: 'Applications', certificates: 'Certificates', batches: 'Batches', work: 'Work', lastSignIn: 'Last sign-in here {0}', firstSignIn: 'First sign-in here', certificateEnds: 'Certificate until {0}', lock: 'Lock', noBusiness: 'Your role has nothing to do here. Your own account and its renewal are behind your name, above.', mine: 'My account, and its renewal',
    lockTitle: 'Locked', lockText: 'After {0} minutes without an act the key was put away. What you entered is kept.', lockTextManual: 'The key was put away. What you entered is kept.', lockFile: 'This key file has no password: choose it again to go on.', unlock: 'Go on', searchPlaceholder: 'Application, case or serial number', searchNone: 'Enter an application number (SQ-…), a case number (XK-2026-1) or a certificate’s serial number.',
  },
  todo: {
    title: '{0} to do', none: 'Nothing to do', asOf: 'As of {0}', over: 'Overdue', today: 'Ends today', soon: 'Ends soon', within: 'In time', noClock: 'No clock', waiting: 'Waits for others', unit: '', all: 'All', remaining: 'Time left', matter: 'Matter', subject: 'Applicant', step: 'Step', act: 'Act', see: 'Show',
    sorted: 'By time left', emptyText: 'Nothing to do.', emptyLink: 'All applications', partial: 'Only the latest {0} of each step', refresh: 'Refresh', deadlines: 'Deadlines', noDeadlines: 'Nothing is overdue or near.', messages: 'Messages', noMessages: 'No messages.', basis: 'Legal basis',
    basisIdentity: 'Article 21: identity, material, four matters', basisRevoke: 'Article 18: revocation and status', basisRecords: 'Article 24: records',
    msgCertificate: 'Your certificate ends on {0}; please renew it', msgLicence: 'The licence is not in force: nothing may be issued', msgFiling: '{0} {1} is to be filed by {2}', msgRules: '{0} {1} takes effect on {2}',
    due_over_days: '{0} days overdue', due_over_hours: '{0} h {1} min overdue', due_today: 'Ends today', due_hours: '{0} h {1} min left', due_date: 'Ends {0}', due_none: 'No clock',
  },
  list: {
    organisation: 'Organisation', title: 'Applications', state: 'State', anyState: 'Any state', number: 'Number', subject: 'Applicant', profile: 'Kind', opened: 'Submitted', due: 'Deadline', owed: 'Only what an officer owes in time, the soonest first', byPaper: 'By identity number', kind: 'Kind of paper', paperNumber: 'Number', paperNote: 'Used for the search only; it stands in no address and no log.',
    none: 'No such application.', page: 'Page {0}', previous: 'Previous page',
  },
  case: {
    clocks: 'Deadlines', noClocks: 'No clock is running.', gates: 'Conditions', gateDone: 'done {0}', gateOpen: 'open', noActs: 'Nothing for you to do now.', otherActs: 'Other acts', info: 'Data', materials: 'Material', course: 'Course', doTab: 'Act',
    noMaterials: 'No material.', materialLook: 'Show', lookTitle: 'Personal data in clear', lookReason: 'Reason', lookReasonHelp: 'A reason is needed. The look is recorded and may be audited.', lookShow: 'Record the reason and show', lookPick: 'What to show', 
    fieldSubject: 'Name', fieldIdentities: 'Identity numbers', fieldPhone: 'Phone', fieldMail: 'E-mail', fieldMails: 'E-mail in the certificate',
    number: 'Number', profile: 'Kind', purpose: 'Purpose', rulesVersion: 'Rules', procedureVersion: 'Procedure', opened: 'Submitted', validity: 'Validity asked for', days: '{0} days', validityMost: 'the most that the rules allow', key: 'Key to be certified (SM3)', serial: 'Serial number', phone: 'Phone', mail: 'E-mail', dns: 'Domain names', replaces: 'Replaces', identity: 'Identity numbers',
    sideStates: 'May also become: {0}', procedureNote: 'Procedure {0}', separation: 'You have done “{0}” in this case; somebody else has to do this.', shut: 'Still open: {0}.', changed: 'This case is now at version {0}; what you entered is kept.', changedShow: 'Show the change', saved: 'Nothing is sent before you sign; what you enter is kept on this page', retention: 'Records kept until {0}', hold: 'Hold: {0} ({1})',
    agreement: 'Agreement', notification: 'Notification', agreementHelp: 'The text the applicant will sign; its digest is filled in.', file: 'Choose a file', fileHelp: 'The file is not uploaded, only its digest; keep the original.', fileFrom: 'From the material handed in', fileDigest: 'Digest (SM3)', moneyHelp: 'In yuan, at most two decimals.', unsure: 'Needed or not by the circumstances; the system checks.', regionHelp: 'Choose, or type six digits', row: 'No.', rowAdd: 'Add a row', rowCount: '{0} rows', hidden: 'Not shown to you: {0}.', unnamed: 'Other', countsOn: 'counts from {0}', recordedAt: 'entered {0}', keyHelp: 'The digest of this application’s key is filled in; compare it.', 
    formErrors: '{0} fields need attention', missing: 'Please fill in “{0}”.', sending: '“{0}” is still being sent.', tooShort: '“{0}” needs at least {1}.', tooMany: '{0}: {1} at most.', tooFew: '{0}: at least {1} characters.', notMoney: '{0} must be an amount from {1} to {2} yuan with at most two decimals.', notRegion: '{0} must be a division’s code of six digits.', tooLong: '“{0}” has at most {1} characters.', notNumber: '“{0}” is a whole number from {1} to {2}.', notDate: '“{0}” is a date such as 2026-01-31.', ledgerNote: 'Every step is signed by who took it, and stands in the ledger.', system: 'system', applicantKey: 'applicant', done: '“{0}” is done; the case is now: {1}.',
    
  },
  sign: {
    cut: '… ({0} characters in all; the digest is of the whole)', title: 'Sign: {0}', effect: '“{0}” takes effect with your signature and goes into the ledger in your name.', effectMove: 'With your signature the case becomes “{0}”, and the act goes into the ledger in your name.', irreversible: '“{0}” cannot be undone.', revoke: 'The certificate ends at once and for good. Signatures made with it since should not be relied on.', object: 'Object', content: 'What is signed', digest: 'digest', full: 'Show it whole', hide: 'Hide it',
    lastFour: 'The last 4 characters of the number ({0})', lastFourWrong: 'These are not the last 4 characters.', password: 'Password of the key', passwordWrong: 'Wrong password.', signer: 'Signed by', confirm: 'Sign: {0}', signing: 'Signing', 
  },
  desk: {
    title: 'Certificates', bySerial: 'By serial number', byPaper: 'By identity number', acts: 'Acts', actsNote: 'Every act is signed; a revocation is final.', explain: 'Field by field', field: 'Field', value: 'Value', means: 'Meaning', showPem: 'Show the encoding',
    means_issuer: 'Who issued it; must be the holder of the licence', means_subject: 'The person, organisation or device it stands for', means_serial: 'Unique with us; queries and revocations go by it', means_validity: 'Signatures can be good within these times only', means_policy: 'How thorough the check was, and what it may be used for', means_key: 'Relying parties verify with it', means_signature: 'Our signature over the above, SM2 with SM3', means_profile: 'Says what the certificate is for', means_rules: 'The rules in force at issue bind both sides', means_fingerprint: 'SM3 of the whole certificate, to see whether two are the same',
    found: '{0} found', 
  },
}

export default en
