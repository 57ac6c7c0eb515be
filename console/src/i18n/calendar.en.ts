// English of calendar.zh.ts.
const en = {
  calendar: {
    title: 'Working calendar', enter: 'Enter a notice', number: 'Number of the notice', file: 'File of the year', help: 'As the files of rules/calendar; its source names the notice and the same number. Look at what it moves first; it counts when somebody else has confirmed it.', tooLarge: 'The file has more than 64 KiB.',
    enterEffect: 'Enters this notice. No period changes before somebody else confirms it.', confirm: 'Confirm the notice', confirmEffect: 'Counts every running period again with this notice; each move is on record with the day before. It cannot be taken back; a later notice can correct it.',
    notices: 'Notices entered', none: 'None was entered.', states: { open: 'to be confirmed', superseded: 'a later one was entered', counting: 'confirmed, being counted', counted: 'counted, {0} periods moved' } as Record<string, string>, by: 'Entered by {0}, {1}', confirmedBy: 'confirmed by {0}, {1}', look: 'What it moves', moves: '{0} periods would move, of the cases that you see', case: 'Case', clock: 'Period', old: 'Last day', new: 'New last day', year: 'Year', digest: 'SM3 of the file',
    official: 'official', provisional: 'provisional', off: '{0} days off', makeUp: '{0} make-up working days',
  },
}
export default en
