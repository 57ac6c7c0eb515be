// Cases of the law's procedures, and a regulator's public pages.
const zh = {
  cases: {
    led: '随对方办理', ledText: '本案随密码管理部门的案件办理：受理、期限、决定、文书以对方告知的为准。', ledBy: '由报送带动：', title: '案件', one: '案件办理', open: '开立案件', all: '全部案件', todo: '待办案件', nothingTodo: '没有待办的案件。', number: '案件编号', procedure: '程序', anyProcedure: '全部程序', party: '当事人', scope: '属地', opened: '开立时间', parent: '所属案件', child: '子案件', childOpen: '办理中', childEnded: '已办结', ended: '已办结',
    anyDue: '全部期限', dues: { overdue: '已逾期', 1: '一日内到期', 7: '七日内到期', 30: '三十日内到期' } as Record<string, string>, mine: '只列本岗位可以办理的', none: '没有符合条件的案件。', noneHere: '本页没有符合条件的案件，可以继续查看下一页。', searchNone: '请输入案件编号，如 XK-2026-1。', expert: '评审专家凭案件编号查看分派给本人的案件。',
    tabs: { do: '办理', info: '基本信息', materials: '材料', opinions: '审查意见', course: '办理过程', documents: '文书' }, entered: '登记内容', noOpinions: '还没有审查意见。', material: '材料', matter: '事项', opinion: '意见', step: '环节', who: '办理人',
    fineRange: '罚款幅度 {0} 元至 {1} 元，由系统按罚则和违法所得计算。低于下限的，须写明减轻处罚的理由并经集体讨论。', fineRangeName: '罚款幅度', fromTo: '{0} 元至 {1} 元',
    about: '办理对象', itemMissing: '请选择办理对象。', noItem: '尚未登记{0}。', nothingToEnter: '没有需要填写的内容，核对后签名。', nothingOwed: '现在没有必须由您办理的事项；需要时可以办理以下事项。', mayDo: '可以办理',
    partyKinds: { unit: '单位', key: '密钥', other: '其他标识' } as Record<string, string>, partyHelp: { unit: '统一社会信用代码，18 位。', key: '当事人密钥公钥的 SM3 摘要，64 位十六进制。', other: '没有信用代码和密钥的，填写本机关的标识，由字母、数字和 . : / - 组成，不填姓名。' } as Record<string, string>,
    partyBad: { unit: '统一社会信用代码不正确，请核对 18 位和校验位。', key: '摘要须为 64 位十六进制。', other: '标识以字母开头，由字母、数字和 . : / _ - 组成，不超过 128 位。' } as Record<string, string>, scopeHelp: '不选的，按填写的行政区划或者本人的辖区确定。', noOpening: '本岗位没有可以开立的程序。',
    clock: { met: '已按期办结', fired: '已届满', cancelled: '已终止', paused: '中止，余 {0} 个工作日', pausedBare: '中止', over: '逾期 {0} 日', today: '今日截止', working: '余 {0} 个工作日', days: '余 {0} 日', hours: '余 {0} 小时', provisional: '（暂定）' },
    endedClocks: '已结束 {0} 项', clockGone: '期限已过百分之 {0}', clockFrom: '自 {0} 起算', moved: '{0}：{1} 改为 {2}', noPeriod: '无期限', period: '期限', reminders: '期限提醒', endsOn: '{0} 届满', overdueSince: '{0} 已届满，逾期', partial: '只列期限最近和最新的案件。',
    files: {
      file: '文件', help: 'PDF、OFD、图片、压缩包、XML、CSV 或文本，不超过 15 MB；选择后即上传，签名后收入案件。', other: '更换文件', sending: '上传 {0}%', cut: '连接中断，恢复后自动重新上传；已填内容保留', checking: '已上传 {0}%，正在校验', again: '重新上传{0}', refused: { type: '“{0}”不是可以提交的文件类型。', size: '“{0}”超过 {1} MB。', empty: '“{0}”是空文件。' },
      unnamed: '尚未使用，七日内未使用的将清理', elsewhere: '文件不在本案，只有摘要', hidden: '另有 {0} 份文件，您无权查看。', look: '查看', lookTitle: '查看密件', lookHelp: '您的查看和理由将被记录，并可被审计。', usual: '办理本案',
    },
    documents: '文书', document: '文书名称', issued: '已制作', notIssued: '尚未制作', notDrawnHere: '尚未设置文书制作', noTemplate: '不在此制作', noDocuments: '已办环节没有文书。', draw: '制作文书', drawCopy: '制作副本', readPdf: '下载 PDF 阅读、打印', copy: '文本', drawHelp: '案件已有的内容自动填入，不必填写；其余内容请填写。缺少的，签名后逐项提示，已填内容保留。', drawEffect: '签名后编定文号，制作正式文书并存入台账；制作后不能修改。',
  },
  regulator: {
    lead: '电子政务电子认证服务机构的许可与监督管理', decisionsText: '许可、检查、处罚等已经公开的决定和结果。', registerText: '取得资质的机构名录、资质状态和有效期。', documentText: '凭文书上的核验码或者二维码，核对文书真伪。', ledgerText: '每一次办理都有存证，任何人可以核对没有被改动。', verifyTitle: '核验一份文书', count: '共 {0} 家，资质有效 {1} 家',
  },
  register: {
    organisation: '机构名称', from: '有效期起', to: '有效期止', changedOn: '最近变更', title: '电子政务电子认证服务机构名录', note: '第九条', find: '机构名称、证书编号或者统一社会信用代码', count: '{0} 家', none: '名录中还没有机构。', notFound: '名录中没有符合条件的机构。', domicile: '住所地', changed: '最近变动 {0}', meaning: '名录以本机关存证的办理结果为准。不在名录中的，或者资质不在有效状态的，不得提供电子政务电子认证服务。',
    day: '截至某日', dayHelp: '如 2026-01-31', show: '查看', now: '查看现状', badDay: '请填写今天或者以前的日期，如 2026-01-31。', stood: '以下是 {0} 24 时的名录。', history: '变更记录', hideHistory: '收起变更记录',
    snapshots: '每日快照', snapshotsText: '每日终了的名录原文，SM3 存入台账；下载时在本机核对。', noSnapshots: '还没有快照。', snapshotDay: '日期', madeAt: '留存时间', size: '大小', earlier: '更早的快照', snapshotName: '机构名录-{0}.txt',
  },
  decisions: {
    title: '决定公开', kind: '类别', all: '全部类别', published: '公开日期', party: '当事人', result: '结果', decision: '决定', basis: '依据：{0}', decided: '{0} 作出', verify: '核验文书', none: '还没有公开的决定。',
    kinds: { licence_application: '资质许可', licence_change: '资质变更', licence_renewal: '资质延续', licence_ending: '资质终止', inspection: '检查结果', penalty: '行政处罚' } as Record<string, string>, meaning: '依法公开的许可决定、检查结果和处罚决定，按公开日期排列。处罚决定被撤销的，撤回公开后不再列出。',
  },
  paper: {
    title: '文书核验', code: '核验码', placeholder: '文书上印的核验码', verify: '核验', bad: '核验码由字母和数字组成，请对照文书核对。', none: '没有这个核验码', noneText: '本单位没有制作过使用这个核验码的文书。请核对核验码；核对无误的，该文书不是本单位制作。', name: '文书名称', number: '文号', issuer: '发文单位', dated: '成文日期', supersededBy: '替代的文书', digest: 'PDF 摘要（SM3）前 16 位',
    standing: { valid: '文书有效', withdrawn: '文书已撤回', superseded: '文书已被替代' }, standingText: { valid: '本单位制作过这份文书，现行有效。请逐项核对文号、名称和日期。', withdrawn: '本单位制作过这份文书，已经撤回，不再有效。', superseded: '本单位制作过这份文书，已由另一份文书替代。' },
    fileText: '有电子文书的，可以在本机核对文件内容，文件不上传。', file: '选择 PDF 文件', same: '与本单位制作的文书一致（摘要前 16 位）。', differs: '与本单位制作的文书不一致，请勿信赖该文件。', meaning: '核验只显示文书的名称、文号、发文单位和日期，不显示当事人和内容。',
  },
}
export default zh
