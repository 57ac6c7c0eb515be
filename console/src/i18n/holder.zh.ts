// What a holder does by phone beside the acts on the certificate itself: reporting a loss, reporting a change, applying anew.
const zh = {
  loss: {
    title: '挂失（24 小时）', lead: '密钥遗失、被盗或者可能失密的，立即挂失。撤销后证书立即失效，不能恢复。', haveTitle: '密钥还在手里', haveText: '打开密钥，签名申请撤销，不需要等待接听。', haveGo: '用密钥办理', goneTitle: '密钥不在手里，不能签名', call: '拨打业务规则和服务协议载明的 24 小时挂失电话，报姓名和证件号码；知道证书序列号的，一并报出。', asked: '值班员从下列问题中随机抽取 {0} 题，答对 {1} 题的，视为持有人申请撤销：', attempts: '同一证书 24 小时内最多提问 {0} 次。回答由系统比对，值班员看不到登记的内容。', never: '值班员不会询问密钥口令。',
    alone: '工作日 {0} 时至 {1} 时由签发员撤销；其他时间由值班员办理，次一工作日由另一人复核。', twoAlways: '核验通过后，由签发员撤销。', hours: '自核验通过至公布撤销，不超过 {0} 小时。', rules: '业务规则第 {0} 节', rulesGo: '查看业务规则', off: '现行业务规则没有规定电话挂失。请到受理点、以公文函件或者由所在单位申请撤销。', others: '答不出的，可以到受理点、以公文函件或者由所在单位申请撤销。',
    afterTitle: '挂失之后', afterRekey: '证书还没有撤销的：用新密钥申请密钥更新，原因选“遗失”。', afterNew: '证书已经撤销的：用新密钥重新申请，重新查验身份。', rekeyGo: '申请密钥更新', newGo: '重新申请', check: '凭证书序列号查询撤销结果', link: '密钥不在手里，怎样挂失',
  },
  report: {
    title: '报告信息变化', text: '姓名、名称、证件号码、所在单位等发生变化的，在这里报告。服务机构核实后通知更换证书；需要立即更换的，直接办理“变更”。', open: '填写报告', entered: '报告已登记', list: '已报告的变化', ended: '已办结', due: '{0} 前办理', promise: '服务机构在 {0} 个工作日内核实。', serial: '证书序列号',
  },
  anew: { title: '证书已不能使用', text: '已撤销或者到期的证书不能恢复。仍需要证书的，用新密钥重新申请；填写过的信息可以带入，身份须重新查验。', go: '重新申请' },
}
export default zh
