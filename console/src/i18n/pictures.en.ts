// English of pictures.zh.ts.
const en = {
  export: { xlsx: 'Export as XLSX', csv: 'Export as CSV', failed: 'Not exported: the table is too long, or a cell of it. Narrow the search, or take CSV.', cut: 'Only the first {0} rows were exported: narrow the search.' },
  pictures: {
    title: 'Pictures', showTable: 'Table', hideTable: 'Hide table', none: 'There is nothing to draw.', figure: 'What is drawn', cases: 'Open cases', clocks: 'Statutory periods', standings: { ok: 'in time', warn: 'near', urgent: 'today', over: 'overdue', none: 'no period runs' } as Record<string, string>,
    trafficTitle: 'Issuing and status traffic', trafficNote: 'A minute, read every five seconds while this page is open, half an hour at most', traffic: { issued: 'Certificates issued', ocsp: 'OCSP', crl: 'Lists downloaded', query: 'Queries on pages' } as Record<string, string>, at: 'Time', state: 'Witness', signed: 'cosigned', unsigned: 'not cosigned',
    growth: 'Growth of a ledger', witnessNote: '{0} heads witnessed, {1} of them not cosigned', witnessed: 'The ledger and its witnesses', ownHead: 'Our own head', whose: 'Head', behind: '{0} behind', noWitness: 'No witness is asked',
    annual: 'Figures of the annual report', item: 'Figure', value: 'Value', unit: 'Unit', absent: 'Why there is none', report: 'Report', reportName: '{0} no. {1}', reportWhole: 'The whole of {0}, no. {1}', reportPart: '{0} until the day before it was made, no. {1}', inUnit: 'Unit: {0}',
  },
}
export default en
