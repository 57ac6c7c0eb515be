// Pictures of what people look at.
const zh = {
  export: { xlsx: '导出 XLSX', csv: '导出 CSV', failed: '没有导出：表格太长，或者有一格的文字太长。请缩小查询范围，或者改用 CSV。', cut: '只导出了前 {0} 行，请缩小查询范围。' },
  pictures: {
    title: '图表', showTable: '数据表', hideTable: '收起数据表', none: '没有可以画出的内容。', figure: '图中的数据', cases: '在办案件', clocks: '法定期限', standings: { ok: '期限内', warn: '临近', urgent: '今日截止', over: '逾期', none: '没有在算的期限' } as Record<string, string>,
    trafficTitle: '签发和状态查询', trafficNote: '每分钟次数，打开本页期间每五秒读取一次，最多半小时', traffic: { issued: '签发证书', ocsp: '在线状态查询', crl: '撤销列表下载', query: '网页查询' } as Record<string, string>, at: '时间', state: '见证', signed: '已加签', unsigned: '没有加签',
    growth: '存证台账增长', witnessNote: '见证 {0} 个树头，其中没有加签的 {1} 个', witnessed: '存证台账和见证', ownHead: '本机构树头', whose: '树头', behind: '差 {0} 条', noWitness: '没有设定见证人',
    annual: '年度报告数据', item: '项目', value: '数值', unit: '单位', absent: '没有数值的原因', report: '年度报告', reportName: '{0} 年第 {1} 份', reportWhole: '{0} 年全年，第 {1} 份', reportPart: '{0} 年，截至生成日的前一日，第 {1} 份', inUnit: '单位：{0}',
  },
}
export default zh
