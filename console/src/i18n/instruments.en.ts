const en = {
  alerts: {
    title: 'Alerts', provider: 'Provider (credit code)', what: 'Found', target: 'Address', whole: 'the provider as a whole', detail: 'Detail', basis: 'Rests on', first: 'First found', last: 'Last found', times: '{0} rounds', now: 'Now', lasts: 'lasts', ended: 'gone', none: 'No alert fits these conditions.', evidence: 'Answers as they came', noEvidence: 'Nothing answered: there are no octets.', otherOctets: 'What came is not what the SM3 says. Do not use it.', reason: 'Reason', reasonMissing: 'Give a reason of 1 to 500 characters.', outcome: 'Outcome',
    states: { open: 'To be looked at', confirmed: 'Confirmed', dismissed: 'Dismissed' }, decide: { confirmed: 'Confirm', dismissed: 'Dismiss' },
    effect: { confirmed: 'Your signature confirms it for good, in the ledger. Look at the answers first.', dismissed: 'Your signature dismisses it for good, in the ledger. Look at the answers first.' }, meaning: 'What monitoring finds is a lead: an enforcement officer looks at the answers and confirms or dismisses it. Used as evidence, article 41 of the Administrative Penalty Law applies.',
  },
  draws: {
    title: 'Draws by lot', matter: 'Matter', purpose: 'Of', stated: 'Stated', places: 'Places', outOf: '{0} of {1} are drawn; {2} are excluded', officers: 'Who draws', progress: '{0} committed, {1} opened', reason: 'Why again', replacedBy: 'Replaced by', selected: 'Result, in the order of drawing', excluded: 'Excluded', record: 'Download the record', none: 'There is no draw.', meaning: 'Draws are stated, committed to and opened with yinxin draw; each officer keeps the share. Anybody repeats a draw from its record with yinxin-audit draw.',
  },
}
export default en
