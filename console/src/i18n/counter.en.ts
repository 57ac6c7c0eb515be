import type zh from './counter.zh'

const en: typeof zh = {
  counter: {
    title: 'Counter', who: 'Who is here', readCard: 'Read the identity card', readAgain: 'Read again', open: 'Open', numberBad: 'A number looks like SQ-2026-7K3M9QAX.', notApplied: 'There is no application with this card. It can be made at the second screen.', queue: 'To do', applyTitle: 'Apply here', applyText: 'Opens the application at the second screen; the applicant fills it in and makes the key.',
    casePage: 'Case page', steps: 'Steps', atScreen: 'Applicant (second screen)', stepDone: 'done', stepOpen: 'can be done now', stepLater: 'cannot be done yet', noInputs: '{0} asks for nothing.', watching: 'Looked at every five seconds; the next step appears by itself.', nextVisit: 'Next visitor',
    turn: { mine: 'Yours to do', applicant: 'The applicant acts at the second screen', others: 'Others are awaited', over: 'The holder has accepted the certificate: the visit is over', left: 'This application has left the way to a certificate' },
    card: 'Identity card', cardNote: 'Lay the card on the reader.', cardRead: 'read', portrait: 'Portrait on the card', compare: 'Compare with the application', compareNote: 'This shows the name and number applied for; your look goes on record.', lookReason: 'Identity check at the counter, compared with the card', cardSource: 'Read by the card reader: {0}', name: 'Name', applied: 'Application', onCard: 'Card', longTerm: 'Valid for good', until: 'Valid until {0}', expired: 'The card expired on {0}',
    paper: 'Kind of paper', take: 'Take a picture', takeAgain: 'Take again', sign: 'Ask for a signature', add: 'Add to the papers', added: '{0}: added to the papers', taken: 'Picture taken: {0}', notYet: 'not sent yet; taken again, it is dropped', padTitle: 'Application {0}: identity check', padNote: 'Kept as a paper only; the agreement is signed by the applicant\'s key.',
    screenTitle: 'Second screen', screenText: 'The four matters, the agreement and the acceptance are the applicant\'s, with the applicant\'s own key.', show: 'Show on the second screen', clear: 'Clear', cleared: 'The second screen waits for the next visitor.', shown: 'Shown on the second screen.', shownWindow: 'A window was opened: move it to the screen that the applicant faces.', noScreen: 'No second screen is connected: a window will be opened.',
    agreement: 'Agreement', print: 'Print the agreement', reprint: 'Print again', prints: 'printed {0} times from this page', printed: 'Sent to the printer: {0} pages.', printedHere: 'Handed to the browser to print.', printsNote: 'The interface has no act for a print: prints are counted on this page only, and are not on record.', agreementWrong: 'The text does not have the digest of the agreement that was offered. It was not printed; tell the system administrator.',
  },
  devices: {
    title: 'Devices', again: 'Look again', test: 'Test devices: what they read and show is invented, for demonstrations only', busy: 'in use', ready: 'ready', notReady: 'not ready',
    kinds: { id_card: 'Card reader', camera: 'Document camera', signature_pad: 'Signature pad', printer: 'Printer', screen: 'Second screen' },
    states: { off: 'No devices are set up for counters. Work goes on; evidence is chosen by hand.', looking: 'Looking', absent: 'The device program does not answer. Start it on this machine and look again.', odd: 'The device program\'s answer was refused: it does not follow the interface.', test_only: 'These are test devices, which serve demonstrations only.' },
    faults: { absent: 'No such device was found; check how it is connected.', removed: 'The device was unplugged.', busy: 'The device is in use; try again later.', cancelled: 'Cancelled at the device.', timeout: 'Nothing came in time: no card, no signature.', paper: 'The printer is out of paper.', failed: 'The device did not finish; try again.', odd: 'The device\'s answer was refused: it does not follow the interface.' },
  },
  screen: {
    title: 'Second screen of a counter', welcome: 'Welcome', wait: 'Once an officer has opened your application it is shown here.', openTitle: 'Open your key', openText: 'Application {0}. Choose your key file and enter its PIN. The PIN stays on this machine; the officer does not see it.', another: 'This is not the key of application {0}. Take another key, or ask the officer to check the number.', nothing: 'Nothing for you to do now. Please wait; the page follows by itself.', finish: 'Finish and put the key away',
  },
  pool: {
    title: 'Review pool', counts: '{0} to review, {1} of them overdue or due today; {2} reviewed now', take: 'Review the next', start: '{0} wait for a review.', empty: 'Nothing waits for your review.', again: 'From the beginning', allPassed: 'All other {0} were put back.', next: 'Put back, show the next', noLock: 'The interface has no lock: reviewers are offered different cases first; where two have opened one, the first signature counts and the other sees the change.',
    data: 'Data', clear: 'in clear; your look is on record', masked: 'masked; in clear with the papers', applied: 'Application', onPaper: 'Paper', typePaper: 'Type what the paper says', typeFor: 'What the paper says: {0}', same: 'the same', differs: 'differs', before: 'Replaced', after: 'Application', checksTitle: 'Checks', changedPapers: 'A paper was added.',
    checks: { number: '{0}: the check digit is right', numberBad: '{0}: the check digit is wrong', material: '{0}: there', materialMissing: '{0}: missing', field: '{0}: as in the certificate replaced', fieldChanged: '{0}: differs from the certificate replaced', fieldNew: '{0}: not in the certificate replaced', fieldGone: '{0}: not in this application', replacedUnread: 'The certificate replaced could not be read{0}' },
    image: 'Picture of the paper', open: 'Record the reason and open', openNote: 'Who looked, at what and why goes on record.', reasonMissing: 'Enter a reason first.', reasonNote: 'Every look is recorded with it.', noImage: 'This paper is no picture: download it.', previousPaper: 'Previous', nextPaper: 'Next', larger: 'Larger', smaller: 'Smaller', rotate: 'Turn',
    reasons: ['Review of the papers', 'Check of what was supplemented'],
    outcomes: 'Outcome', phrasesTitle: 'Phrases',
    phrases: {
      pass: ['The papers are complete, readable and agree with the data.', 'The proof of identity is valid and its number agrees.', 'The licence is valid; name and code agree.', 'The letter of authority names the matter and is signed.'],
      back: ['The proof of identity cannot be read; submit it again.', 'The proof of identity has expired; submit a valid one.', 'The licence of the organisation is missing.', 'The letter of authority is missing or not fully signed.', 'The name entered does not agree with the papers.'],
      adverse: ['The number does not agree with the papers.', 'The authority does not suffice to apply for another.', 'The class applied for is outside our practice statement.'],
    },
    keysTitle: 'Keys', keysOn: 'Single keys (off: mouse and tab key only)',
    keyList: { outcome: 'Choose an outcome; signs nothing', phrase: 'Take a phrase or drop it', sign: 'Check the form and open the signature', next: 'Put back, show the next', view: 'Record the reason and open the papers', papers: 'Previous and next paper', zoom: 'Larger, smaller, turn', help: 'Show or hide this list' },
    keyNames: { outcome: 'Digit', phrase: 'Shift and digit', sign: 'Ctrl and Enter', next: 'N', view: 'V', papers: '[ and ]', zoom: '+ - R', help: '?' },
  },
}
export default en
