// The regulator's instruments.
const zh = {
  alerts: {
    title: '监测预警', provider: '机构（统一社会信用代码）', what: '发现', target: '地址', whole: '机构整体', detail: '说明', basis: '依据', first: '首次发现', last: '最近发现', times: '共 {0} 轮', now: '现状', lasts: '仍在', ended: '已消失', none: '没有符合条件的预警。', evidence: '原始应答', noEvidence: '没有应答，无原始数据。', otherOctets: '取得的内容与证据的 SM3 不符，请勿使用。', cases: '据以办理的案件', reason: '理由', reasonMissing: '请填写 1 至 500 字的理由。', outcome: '结论',
    states: { open: '待核实', confirmed: '已确认', dismissed: '已排除' }, decide: { confirmed: '确认', dismissed: '排除' },
    effect: { confirmed: '签名后记为已确认，记入台账，不能更改。请先查看原始应答。', dismissed: '签名后记为已排除，记入台账，不能更改。请先查看原始应答。' }, meaning: '监测发现只是线索，由执法人员查看原始应答后确认或者排除；作为证据使用的，按《行政处罚法》第四十一条办理。',
  },
  draws: {
    title: '随机抽取', matter: '事项', purpose: '用途', stated: '公布时间', places: '数量', number: '抽取记录编号', outOf: '抽取 {0} 名，池中 {1} 名，回避 {2} 名', officers: '抽取人', progress: '已承诺 {0} 份，已公开 {1} 份', reason: '重新抽取的理由', replacedBy: '已由其替代', selected: '结果（按抽取次序）', excluded: '回避', record: '下载抽取记录', none: '没有抽取记录。', meaning: '抽取池公布后不能增减；两名抽取人先各自承诺、再公开份额，第二份公开时得出结果。任何人可以用 yinxin-audit draw 核验抽取记录并重做。',
    state: '公布抽取池', again: '重新抽取', notYours: '公布抽取池由评审协调员（评审专家）、执法人员或者省局负责人（检查对象、检查人员）办理。', purposes: { experts: '评审专家', objects: '检查对象', officers: '检查人员' } as Record<string, string>, pool: '抽取池', poolHelp: '每行一名的编号，不写姓名；回避的在编号后写类别和理由，以空格分隔：expert/0042 同一单位 两年前在申请人处任职。类别：同一单位、持股、顾问或者业务往来、近亲属、本人申请回避、近期已抽查（三年内已抽中且未发现问题）、不能到场、其他。', poolFile: '从文本文件读取', poolCount: '共 {0} 名，回避 {1} 名，可以抽取 {2} 名', officerOne: '抽取人一（账户编号）', officerTwo: '抽取人二（账户编号）', officersHelp: '抽取人是可以办理业务的两名工作人员，三员和评审专家除外。',
    stateEffect: '签名后全体候选、回避、数量和抽取人随即固定，其哈希存入台账，谁也不能增减。', bad: { purpose: '请选择用途', matter: '请填写事项，一行，不超过 200 字', places: '数量须为整数，不超过可以抽取的人数', reason: '请填写理由，一行，不超过 200 字', pool: '请核对抽取池', officers: '请填写两名不同抽取人的账户编号' } as Record<string, string>,
    lineBad: { id: '第 {0} 行：编号不正确', ground: '第 {0} 行：没有这个回避类别', reason: '第 {0} 行：请写明理由，不超过 200 字', twice: '第 {0} 行：编号重复' } as Record<string, string>, grounds: { same_employer: '同一单位', shareholder: '持股', consultancy: '顾问或者业务往来', kinship: '近亲属', declared: '本人申请回避', recently_drawn: '近期已抽查', unavailable: '不能到场', other: '其他' } as Record<string, string>,
    turns: { commit: '由您承诺', reveal: '由您公开份额' } as Record<string, string>, acts: { commit: '承诺', reveal: '公开份额' } as Record<string, string>, effects: { commit: '签名后承诺存入台账，不能更改。请妥善保管份额文件，公开之前不得给任何人看；遗失的只能重新抽取。', reveal: '签名后份额公开并存入台账，不能收回；第二份公开时随即得出结果。' } as Record<string, string>,
    statementHolds: '抽取池、抽取人和数量与声明一致（在本机核对）', otherStatement: '所示的抽取池与声明不一致，不得承诺或者公开，请联系审计管理员。', statementDigest: '声明（SM3）', noteOf: '承诺', noteText: '对声明和本人份额的承诺，已用本人密钥签名', share: '份额', shareName: '抽取份额-{0}.share', make: '生成份额文件', makeAgain: '另生成一份', makeText: '32 字节随机数，在本机生成，只保存在您选择的位置。', choose: '选择份额文件', chooseText: { commit: '从保存的位置重新选择，证明文件已经存妥。', reveal: '承诺时保存的文件。' } as Record<string, string>, shareBad: '“{0}”不是本次抽取的份额文件。', shareMissing: '请先选择份额文件。',
  },
  experts: {
    title: '专家库', apply: '登记入库申请', past: '包括已移出的', none: '专家库中还没有专家。', name: '姓名、工作单位', fields: '专业', conflicts: '利益关系', records: '抽查和追究', until: '至 {0}', statuses: { admitted: '已入库', suspended: '暂停', investigated: '调查中', removed: '已移出' } as Record<string, string>, relations: { employer: '同一单位', shares: '持股', consultancy: '三年内提供咨询', family: '亲属', other: '其他' } as Record<string, string>,
    events: { sample_work: '抽查', investigate: '启动责任追究', clear: '不追究', suspend: '暂停', suspension_ends: '暂停期满', remove: '移出', leave: '退出' } as Record<string, string>, qualities: { good: '合格', faulty: '有瑕疵', wrong: '结论失实' } as Record<string, string>, meaning: '入库、利益关系、抽查、责任追究和移出在专家的案件中办理。抽取评审专家时，抽取池就是专家库，有利益关系、暂停或者调查中的自动回避。',
    take: '从专家库取抽取池', takeHelp: '填写 case/案号 后，列出专家库全部专家和自动回避；可以再补写另外回避的人。',
  },
  focus: {
    off: '移出日', short: '重点监督', title: '重点监督检查名单', past: '包括已移出的', none: '名单中没有机构。', organisation: '机构', ground: '列入情形', counted: '起算日', listed: '列入日', on: '在名单中', removed: '已移出', grounds: { finding: '检查发现严重问题', penalty: '受到行政处罚', other: '其他情形' } as Record<string, string>, meaning: '列入和移出按案件办理；起算日为发现问题之日，或者处罚决定送达之日。',
  },
  statistics: {
    title: '分省统计', province: '属地', figures: { valid: '有效资质', others: '其他状态资质', focused: '重点监督', open: '在办案件', overdue: '逾期案件' } as Record<string, string>, sum: '合计', none: '没有可以统计的内容。', partial: '案件较多，只统计了一部分。', meaning: '资质按名录中的住所地，重点监督和案件按属地；案件只含本人辖区内的。',
  },
}
export default zh
