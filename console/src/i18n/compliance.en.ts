import type zh from './compliance.zh'

const en: typeof zh = {
  duties: {
    title: 'Duties of the year', lead: '{0}', earlier: 'Year before', later: 'Year after', open: 'Only what is to be done', none: 'Nothing is to be done this year.', month: 'Month {0}', quiet: 'Nothing this month.', count: '{0} to do, {1} overdue', opens: 'opens', ends: 'last day', provisional: 'provisional', penalty: 'Penalty {0}',
    states: { coming: 'To come', open: 'Open', done: 'Done', overdue: 'Overdue' } as Record<string, string>,
  },
  conditions: {
    title: 'Conditions of the licence', note: 'Articles 6 and 34', asOf: 'As of {0}', states: { green: 'Met', red: 'Not met', unknown: 'Not verified' } as Record<string, string>, needs: 'Asked for: {0}', verified: 'Verified {0}', ending: 'Contracts that end within 90 days: {0}', how: 'Not verified: nothing was entered, or more than twelve months ago. Staff are counted from the roster.',
  },
}
export default en
