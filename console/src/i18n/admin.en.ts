import type zh from './admin.zh'

const en: typeof zh = {
  accounts: {
    title: 'Accounts', state: 'State', any: 'All', states: { pending: 'To be authorised', active: 'Active', suspended: 'Suspended', closed: 'Closed' }, id: 'Account', name: 'Name', roles: 'Roles', body: 'Delegated body', bodyHelp: 'Of an operator of a delegated body the number of its case; its one role is registration officer. None for own staff.', region: 'Region', regionHelp: 'Works on cases that lie in it; none chosen: the office’s own.', ends: 'Certificate ends', waits: 'To do', none: 'No such account.', count: '{0} accounts',
    waitsAuthorise: 'To be authorised', waitsRenewal: 'Renewal to be authorised', soon: 'Ends within {0} days', over: 'Has ended', noCertificate: 'No certificate', open: 'Show', create: 'Enter an account',
    createText: 'A system administrator enters the account; it can do nothing until a security administrator authorises it. The request is made by the person, and the private key stays with them. The three administrators hold no other role.', idHelp: '2 to 32 small letters, digits and hyphens; it stands in the ledger for ever, so no name.', idBad: 'An account consists of 2 to 32 small letters, digits and hyphens.', nameMissing: 'Please enter the name.', rolesMissing: 'Please choose a role.', rolesMixed: 'An administrator’s role goes with no other.',
    request: 'The person’s certificate request', requestHelp: 'A .pem or .der file (PKCS#10), signed with the person’s own key.', requestChoose: 'Choose the request', requestMissing: 'Please choose the certificate request.', requestBad: '“{0}” is no certificate request, or its signature does not hold.', requestKey: 'Key in the request (SM3)',
  },
  account: {
    facts: 'The account', created: 'Entered', authorised: 'Authorised', by: '{0}, {1}', key: 'Key (SM3)', renewalKey: 'New key (SM3)', certificate: 'Certificate', acts: 'Acts', noActs: 'Nothing for you to do now.', reason: 'Reason', reasonMissing: 'Please enter a reason of 1 to 500 characters.', history: 'Act records of this account', system: 'key ceremony',
    renewal: 'A renewal waits', renewalAsked: '{0} asked, {1}', renewalLost: 'The key is lost', samePerson: 'What you asked for is authorised by somebody else.', ownAccount: 'Your own account is for somebody else.',
    act: { authorise: 'Authorise', suspend: 'Suspend', resume: 'Resume', close: 'Close', renew: 'Ask for a renewal', renewLost: 'Ask for them (key lost)', renewFor: 'Ask for them (certificate ended)', authoriseRenewal: 'Authorise the renewal' },
    effect: {
      authorise: 'With your signature the certificate is issued, and the person may act.', suspend: 'Suspended at once, its certificate on hold; it may be resumed.', resume: 'It may act again; its certificate is taken off hold.', close: 'The account ends for good and its certificate is revoked.', renew: 'It waits for a security administrator; the present key acts until then.',
      renewLost: 'It waits for a security administrator; the old certificate is then revoked for key compromise.', renewFor: 'It waits for a security administrator.', authoriseRenewal: 'The new certificate is issued and the old one revoked; the old key acts no longer.',
    },
    compare: 'Compare the key', compareText: 'The digest below is that of the request which the person handed you. It is this key that you authorise.', compareFile: 'Choose the request that the person handed over', compareHolds: 'The same as in the request', compareFails: 'Not the key in the request: do not authorise.', compared: 'I compared this digest with the person', compareMissing: 'Please compare the key first.',
    done: '“{0}” is done; the account is now: {1}.', self: 'My account',
  },
  admin: {
    menu: 'Administration', audit: 'Audit', accounts: 'Accounts', acts: 'Act records', looks: 'Looks', system: 'System', title: '{0} to do', none: 'Nothing to do',
    waiting: 'Accounts waiting', renewals: 'Renewals waiting', ending: 'Certificates ending', suspended: 'Suspended', looksToday: 'Looks today', remarks: 'Remarks', list: 'To do', what: 'Matter', who: 'Account', since: 'Since', act: 'Act', see: 'Show',
    endingText: 'Certificate ends {0}; the officer renews it', readOnly: 'An audit administrator reads, and changes nothing.', basis: 'Legal basis', basisThree: 'Three administrators: one enters, another authorises', basisRecords: 'Article 24: records', basisSecrecy: 'Article 23: personal information',
  },
  acts: {
    title: 'Act records', group: 'Group', anyGroup: 'All groups', groups: { 1: 'Applications', 2: 'Certificates', 3: 'Licence and rules', 4: 'Keys, lists, accounts', 5: 'Evidence, holds, personal data', 6: 'Ledger', 7: 'Cases', 8: 'Duties and devices', 9: 'Supervision' }, actor: 'By', actorHelp: 'An account, such as entry-1', object: 'Object', objectHelp: 'Such as an application', until: 'Until', untilHelp: 'A date such as 2026-01-31',
    seq: 'Number', at: 'Time', what: 'Act', facts: 'What it says', none: 'No such act record.', more: 'Look further back', searched: '{0} found', partial: 'Older records were not looked at yet', destroyed: 'The record was destroyed by law', file: 'act-records-{0}', dateBad: 'A date such as 2026-01-31.', system: 'system', applicant: 'applicant {0}',
    note: 'From the newest backwards. Signatures and proofs are in the ledger’s export, for the offline checker.', article: 'Article 24',
    objects: { application: 'application', certificate: 'certificate', officer: 'account', crl: 'revocation list', rules: 'rules', licence: 'licence', case: 'case', case_file: 'file of a case', batch: 'batch', evidence: 'evidence', ledger: 'ledger' },
    factNames: { event: 'step', fields: 'shown', reason: 'reason', rules: 'rules', procedure: 'procedure', roles: 'roles', authority: 'authority', number: 'number', entries: 'entries', base: 'full list', application: 'application', requested_by: 'asked by', cause: 'cause', requester: 'requester', scope: 'purpose', version: 'version', kind: 'kind', input: 'input', level: 'level', media_type: 'media type', size: 'octets' },
  },
  looks: {
    title: 'Looks at personal data', lead: 'Before personal data are shown, who looks, at what and why is recorded. The newest first.', who: 'Who', what: 'What', why: 'Why', object: 'Application', remarks: 'Remarks', noRemarks: 'Nothing remarkable in these records.', off: 'out of hours', many: '{0} looked {1} times within an hour', offTimes: '{0} looked {1} times out of hours', repeated: '{0} gave the same reason “{2}” {1} times running', rules: 'Marked are: ten looks or more within an hour; outside 8:00 to 18:00 of weekdays; the same reason five times running.',
    fields: { subject: 'name', identities: 'identity numbers', phone: 'phone', mail: 'e-mail', mails: 'e-mail in the certificate', material: 'material', file: 'file of a case' },
  },
  systemPage: {
    title: 'System', ready: 'Every part is well', notReady: 'Some parts are not well; some work cannot be done', parts: { database: 'Database', signer: 'Signer', rules: 'Rules', ledger: 'Ledger' }, part: 'Part', said: 'State', todo: 'What to do',
    ok: 'well', words: { 'does not answer': 'does not answer', locked: 'locked', 'tree heads are behind': 'tree heads are behind' }, other: 'not as required',
    help: { database: 'Look at the database and the disk.', signer: 'Start the signer and have the custodians unlock it.', rules: 'Lists or online status are slower than the rules allow: change the settings and restart.', ledger: 'Look at the signer; the heads catch up by themselves.' },
    figures: 'Figures', since: 'since it was started', figure: 'Figure', value: 'Value',
    names: { requests: 'Requests answered', failures: 'Server errors', typical: 'Half of the requests took at most', slow: '95 % of the requests took at most', commits: 'Durable transactions', records: 'Act records', covered: 'Act records under a tree head', certificates: 'Certificates in the status table', hits: 'OCSP answers from the cache', crls: 'Revocation lists published' }, milliseconds: '{0} ms', longer: 'more than 5 s',
    officers: 'Officers’ certificates that end', noOfficers: 'No officer’s certificate ends within thirty days.', asOf: 'As of {0}',
  },
}
export default en
