// The regulator's instruments.
const zh = {
  alerts: {
    title: '监测预警', provider: '机构（统一社会信用代码）', what: '发现', target: '地址', whole: '机构整体', detail: '说明', basis: '依据', first: '首次发现', last: '最近发现', times: '共 {0} 轮', now: '现状', lasts: '仍在', ended: '已消失', none: '没有符合条件的预警。', evidence: '原始应答', noEvidence: '没有应答，无原始数据。', otherOctets: '取得的内容与证据的 SM3 不符，请勿使用。', reason: '理由', reasonMissing: '请填写 1 至 500 字的理由。', outcome: '结论',
    states: { open: '待核实', confirmed: '已确认', dismissed: '已排除' }, decide: { confirmed: '确认', dismissed: '排除' },
    effect: { confirmed: '签名后记为已确认，记入台账，不能更改。请先查看原始应答。', dismissed: '签名后记为已排除，记入台账，不能更改。请先查看原始应答。' }, meaning: '监测发现只是线索，由执法人员查看原始应答后确认或者排除；作为证据使用的，按《行政处罚法》第四十一条办理。',
  },
  draws: {
    title: '随机抽取', matter: '事项', purpose: '用途', stated: '公布时间', places: '数量', outOf: '抽取 {0} 名，池中 {1} 名，回避 {2} 名', officers: '抽取人', progress: '已承诺 {0} 份，已公开 {1} 份', reason: '重新抽取的理由', replacedBy: '已由其替代', selected: '结果（按抽取次序）', excluded: '回避', record: '下载抽取记录', none: '没有抽取记录。', meaning: '公布、承诺、公开份额用命令 yinxin draw 办理，份额由抽取人本人保管。任何人可以用 yinxin-audit draw 核验抽取记录并重做。',
  },
}
export default zh
