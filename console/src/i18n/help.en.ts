const en = {
  help: {
    basis: 'This page rests on:', manual: 'How to use this page', guide: 'First steps', open: 'Open', manuals: 'Manuals', none: 'There is no such manual, or it is for officers alone.', chinese: 'Manuals are in Chinese.',
    law: 'What each article of the regulation asks for', lawText: 'In short words of our own, as the system uses them; the published text is what counts.',
    demonstration: ': providers, people, certificates and cases are invented here, so practise freely; nothing made here has legal effect, and papers are marked as samples.',
    names: { console: 'The console', compliance: 'Compliance', exchange: 'Filings', files: 'Files of cases', inventories: 'Registers, complaints, assessment, major events, inspections received', supervision: 'The regulator', instruments: 'Draws, monitoring, witness', documents: 'Documents', handover: 'Handover and takeover', clock: 'The demonstration clock', README: 'Operations' } as Record<string, string>,
    officers: [
      ['Look at your own account', 'Your name at the top opens it: name, roles, certificate. Where something is wrong do nothing and tell the security administrator.'],
      ['Begin with the queue', 'The first page has what waits for you by the time that is left; what waits for others stands last and is not counted.'],
      ['Open one', 'State, periods, and what is to be entered, each with its article. Steps that are not yours are not shown; those that separation forbids say so.'],
      ['Enter and sign', 'The dialog names the legal effect, what is signed and its digest. What cannot be taken back asks for the last four characters and your password, too.'],
      ['Lock when you leave', 'The lock, or ten idle minutes, puts your key away; what you typed stays. Signing out clears what is not signed.'],
      ['Export and print', 'Lists, figures and pictures go out as XLSX and CSV; every page prints.'],
    ],
    applicants: [
      ['Read and gather', 'Choose what to apply for; the page lists the papers to bring.'],
      ['Make your key here', 'The key is made in your browser and kept in a file under a password. Neither is sent; what is lost cannot be found again.'],
      ['Submit and follow', 'With key file and password: progress, supplements, the four matters, the agreement, acceptance.'],
      ['Use the certificate', 'Its status, signatures made and verified.'],
      ['A lost key', 'Report it at once; without the key file by telephone, as the page says.'],
    ],
    regulator: [
      ['Find a provider', 'The register, today or on a day of the past.'],
      ['Check a document', 'By the code or QR code printed on it.'],
      ['Read decisions', 'Licences, changes, renewals, ends, inspections and penalties.'],
      ['Report', 'With your name or without; who you are is encrypted in your browser for the handlers alone.'],
    ],
  },
}
export default en
