// The desk of the officer on duty: a lost key reported by telephone.
const zh = {
  night: {
    title: '挂失值班', note: '持有人遗失密钥、不能签名的，按业务规则提问核验后办理。留存的信息不在本页显示；来电人的回答只用于比对，不保存。', find: '查找证书', bySerial: '证书序列号', byPaper: '证件号码', paperKind: '证件种类', paperNumber: '持有人的证件号码', search: '查找', take: '受理来电', none: '没有此证件的在用证书。核对号码，或者按证书序列号查找。', found: '在用证书 {0} 张', serialBad: '序列号只含数字和字母 A 至 F，请核对后重查。', notUsable: '此证书已不在用，不需要挂失。',
    holder: '证书', callTitle: '来电情况', callLabel: '来电人自述、回拨方式', callHelp: '写明谁来电、何时发现遗失、怎样回拨。不要写证件号码。', callMissing: '请写明来电情况。', draw: '抽取问题', drawNote: '每次抽取都计入业务规则规定的次数，并留有存证。', drawAgain: '再次提问',
    questions: '提问', ask: '逐题提问，照来电人的话录入。不提示、不复述登记的内容。', needed: '须答对 {0} 题', until: '{0} 前提交', over: '已超过提交时间，请重新抽取问题。', emptyAllowed: '答不出的留空。', compare: '提交比对', left: '24 小时内还可以提问 {0} 次',
    known: '核验通过，视为持有人申请撤销', turnedAway: '核验未通过，答对 {0} 题', turnedAwayText: '不告知来电人哪一题答错。可以改为到受理点、以公文函件或者由单位申请撤销。', rules: '业务规则第 {0} 节',
    inHours: '现在是工作时间（工作日 {0} 时至 {1} 时），由签发员办理撤销。本件已进入签发员待办，撤销时限自核验通过起算。', notAlone: '业务规则没有规定值班员一人撤销。本件已进入签发员待办。', alone: '现在是工作时间以外，可以一人办理撤销，{0} 前有效。次一工作日由另一人复核。', actOver: '核验通过已超过 60 分钟，须重新核验来电人。',
    tell: '先向来电人说明：撤销后证书立即失效，不能恢复；找到密钥也不能再用，须重新申请。', done: '证书已撤销，待另一人复核', doneText: '状态查询、OCSP 已经更新，撤销列表随即签发。复核须在下一个工作日内由签发员或者审核员办理。', next: '受理下一个来电',
  },
}
export default zh
