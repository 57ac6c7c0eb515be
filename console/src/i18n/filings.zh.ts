// Filings by letter, between a provider and an authority.
const zh = {
  filings: {
    matters: {
      title: '本机构案件没有随办的事项', text: '对方已经办理、本机构案件没有跟着变动的，须核对后处理', document: '所附文书', again: '再次随办', aside: '不再随办', reason: '不再随办的理由', reasonMissing: '请写明理由，不超过 500 字。',
      againEffect: '在本机构案件中再办一次这个环节；仍不能办理的，说明原因，事项保留。', asideEffect: '这个环节不再在本机构案件中办理，理由存入台账。', taken: '{0} 于 {1} 处理：已随办', dropped: '{0} 于 {1} 处理：不再随办', none: '对方告知的事项，本机构案件都已随办。', some: '有 {0} 项没有随办，须处理',
    },
    title: '报送', receivedTitle: '收到的报送', open: '新的报送', add: '继续报送', send: '报送', matter: '报送事项', authority: '报送机关', provider: '报送机构', case: '对方案件编号', due: '最近期限', overdue: '已逾期', changed: '最近变动', begun: '{0} 报送', begunAt: '报送时间', byUs: '由本机构发起', byThem: '由对方发起', none: '没有符合条件的报送。', ownCase: '本机构案件',
    states: { sent: '已报送', received: '对方已收', open: '办理中', returned: '已退回', ended: '已办结' } as Record<string, string>, kinds: { submission: '报送', notice: '通知', decision: '决定' } as Record<string, string>, letterStates: { sent: '已发出', received: '已收到', delivered: '已送达办理', refused: '已退回' } as Record<string, string>,
    came: '收到：{0}', went: '发出：{0}', receivedAt: '收到时间 {0}（收件一方的时间，期限以此为准）', stands: '当前状态：{0}', shortened: '填写内容较长，以所附文书为准。', period: '{0}：{1} 届满', periodPaused: '{0}：中止计算，原定 {1} 届满', refusedAtAll: '对方没有接收。', returnedFor: '退回理由', file: '所附文件',
    step: '环节 {0}', chooseStep: '选择第一个环节', addStep: '另加一个环节', together: '一件报送中的各环节在对方同时成立，有一项不合要求的全部退回。', noStep: '请选择报送的环节。', itemMissing: '请填写“{0}”的办理对象编号。', item: '{0}（编号）', itemHelp: '同一对象在各环节用同一个编号，如 c1。', filesSum: '所附文件 {0} 份，共 {1}', tooMany: '所附文件不超过 {0} 份。', tooLarge: '所附文件共 {0}，超过 11 MB，请分成几件报送。', fileHelp: 'PDF、OFD、图片、压缩包、XML、CSV、文本、MD、TOML 或 JSON；一件报送所附文件共不超过 11 MB。签名之前文件留在本机。',
    scopeHelp: '不选的，按填写的行政区划或者本机构所在省份确定。', ownCaseHelp: '由本机构的案件产生的，填写案件编号。', authorityHelp: '只有一个报送机关的不填。', effect: '签名后即保存并发出，以您的名义存入台账；对方收到后立案或者推进案件，期限以到达时间为准。', sent: '已保存并发出，对方办理后在此显示。', noRules: '没有取得这项程序的规则，不能填写。', readText: '每次下载所附文件都存入台账。', meaning: '期限以消息到达对方的时间为准；状态和期限以对方最近一次告知的为准。', ofCase: '本案的报送',
  },
}
export default zh
