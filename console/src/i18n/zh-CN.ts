// Every word of the console, in Chinese. en.ts has the same members: the compiler sees to it.
import admin from './admin.zh'
import applicant from './applicant.zh'
import cases from './cases.zh'
import compliance from './compliance.zh'
import agency from './agency.zh'
import counter from './counter.zh'
import holder from './holder.zh'
import night from './night.zh'
import developers from './developers.zh'
import filings from './filings.zh'
import inspection from './inspection.zh'
import instruments from './instruments.zh'
import monitoring from './monitoring.zh'
import calendar from './calendar.zh'
import pictures from './pictures.zh'
import tips from './tips.zh'
import wizard from './wizard.zh'
import intake from './intake.zh'
import help from './help.zh'

const zh = {
  ...applicant,
  ...cases,
  ...compliance,
  ...agency,
  ...counter,
  ...holder,
  ...night,
  ...admin,
  ...developers,
  ...filings,
  ...inspection,
  ...instruments,
  ...monitoring,
  ...pictures,
  ...calendar,
  ...tips,
  ...wizard,
  ...intake,
  ...help,
  system: { name: '电子政务电子认证业务系统', public: '电子政务电子认证服务', regulator: '电子政务电子认证监督管理系统', regulatorPublic: '电子政务电子认证监督管理', demonstration: '演示环境', movedClock: '演示时钟：{0}（北京时间），比实际时间快{1}。页面、文书和证书上的日期均按演示时钟。', skip: '跳到正文', large: '大字', normal: '标准字', language: 'English', menu: '菜单', specimen: '样张', printedBy: '打印人：{0}', printedAt: '打印时间：{0}', print: '打印' },
  word: {
    query: '查询', reset: '重置', close: '关闭', cancel: '取消', reload: '重新读取', download: '下载', 
    all: '全部', yes: '是', no: '否', choose: '请选择', empty: '—', more: '下一页', 
    loading: '正在读取', slow: '仍在处理，可离开本页', article: '第{0}条', articleOf: '《{0}》第{1}条', articleFull: '《电子政务电子认证服务管理办法》第{0}条', code: '错误代码', request: '请求编号', 
    until: '至 {0}', to: '至', asOf: '截至 {0}', remove: '删除', yuan: '{0} 元', comma: '，', signOut: '退出', state: '状态', 
  },
  problem: {
    no_answer: '没有收到服务的应答，内容已保留。请检查网络后重新提交；同一内容重复提交只办理一次。',
    odd_answer: '服务返回的内容无法识别，请联系系统管理员。',
    fault: '页面出现差错，内容已保留。请重新读取；仍不能办理的，联系系统管理员。',
    
    kept: '填写的内容已保留。',
    retryAfter: '请在 {0} 秒后再试。',
  },
  nav: { services: '服务与投诉', home: '首页', licence: '资质公示', rules: '业务规则', apply: '证书申请', progress: '进度查询', mine: '我的证书', status: '证书与状态查询', verify: '签名验证', downloads: '下载', developers: '集成开发', ledger: '存证台账', signIn: '工作人员登录', register: '机构名录', documents: '文书核验', tips: '举报', decisions: '决定公开' },
  footer: { host: '主办：{0}', licence: '资质证书编号 {0}', watch: '监管机关：国家密码管理局，省、自治区、直辖市密码管理部门', },
  home: {
    lead: '签发和管理政务活动中使用的电子签名认证证书',
    queryTitle: '查询证书和状态', queryText: '输入证书序列号，或选择证书文件，查询证书内容和当前状态。文件只在本机读取，不上传。',
    applyTitle: '申请证书', applyText: '在线填报、制作密钥、提交材料，按步骤办理。', progressTitle: '查询进度', progressText: '查看办理情况，确认告知，签订协议，领取证书。', mineTitle: '我的证书', mineText: '查看证书，挂失、撤销、更新和变更。',
    verifyTitle: '验证一份签名', verifyText: '在本机核对签名、证书、证书链和状态，说明各种结论的含义；也可以制作签名。',
    licenceTitle: '核对本机构资质', licenceText: '资质证书的编号、范围、有效期和状态，以及主管部门签名的原文。',
    downloadsTitle: '下载证书链和撤销列表', downloadsText: '根证书、签发机构证书、证书撤销列表、业务规则和证书策略的各个版本。',
    ledgerTitle: '查看存证台账', ledgerText: '每一次办理都有存证。任何人可以保存树头，日后核对台账没有被改动。',
    now: '当前情况', licenceState: '资质状态', rulesState: '现行业务规则', headState: '最新树头',
  },
  status: {
    title: '证书与状态查询', label: '证书序列号', placeholder: '例如 3A7F 9021 5C6E 48B0 9D13 E2A7 0461 8F5B', orFile: '也可将证书文件拖到此页，文件不上传，在本机解析',
    choose: '选择证书文件', badSerial: '序列号由数字 0-9 和字母 A-F 组成，最多 40 位。请核对后重查。', badFile: '“{0}”不是可识别的证书文件。请选择 .cer、.crt 或 .pem 文件。',
    none: '没有查到这个序列号。请核对后重查，或拖入证书文件。', result: '查询结果', asOf: '截至 {0}，', fileDiffers: '您选择的文件与本机构签发的证书内容不一致，请勿信赖该文件。', fileSame: '您选择的文件与本机构签发的证书逐字节一致。',
    valid: '有效', suspended: '已冻结', revoked: '已撤销', expired: '已过期', not_yet_valid: '尚未生效',
    validText: '该证书在有效期内，未被撤销或冻结。', suspendedText: '该证书被冻结，冻结期间不应信赖它作出的签名。', revokedText: '该证书已于 {0} 被撤销，不能恢复。此后用它作出的签名不应信赖。',
    expiredText: '该证书的有效期已于 {0} 届满。', not_yet_validText: '该证书自 {0} 起有效。',
    reason: '撤销原因', contents: '证书内容', contentsNote: '第十九条规定的八项', issuer: '机构名称', subject: '持有人', serial: '序列号', profile: '证书类别', from: '有效期起', to: '有效期止',
    policy: '证书策略', publicKey: '签名验证数据', algorithm: 'SM2 与 SM3 数字签名', signature: '机构电子签名', fingerprint: '证书摘要（SM3）', rulesVersion: '签发时的业务规则', chain: '证书链', chainNote: '自持有人证书至根证书',
    source: '三种查询途径', web: '网页查询', crl: '撤销列表 CRL', ocsp: '在线状态 OCSP', crlText: '按证书内载明的地址下载后在本机核对', ocspText: '地址 {0}，由验证程序使用', webText: '本页结果',
    downloadPem: '下载证书（PEM）', meaning: '如何理解这个结果', meaningText: '“有效”说明证书当前可用，不说明某一份文件的签名真实。核对文件签名，见签名验证说明。查询结果只含证书本身载明的内容，不含申请材料；本机构不提供按姓名查询。',
    verifyLink: '签名验证说明', showKey: '查看', hideKey: '收起',
    reasons: { 0: '未指明', 1: '密钥失密', 2: '签发机构密钥失密', 3: '信息变更', 4: '被新证书取代', 5: '停止使用', 6: '冻结', 9: '权限取消' } as Record<number, string>,
  },
  verify: {
    title: '签名验证说明', lead: '一份电子签名可信，须同时满足以下五项。任何一项不满足，都不应据此办理。',
    steps: [
      { title: '签名与文件相符', text: '用证书中的签名验证数据（SM2 公钥）核对签名。文件改动一个字，核对就不能通过。算法为 SM2 与 SM3，区分标识 1234567812345678。' },
      { title: '证书由本机构签发', text: '沿证书链核对：持有人证书由签发机构证书签名，签发机构证书由根证书签名。根证书须从本页面“下载”取得后，与资质公示或线下渠道公布的摘要核对，不能使用文件中自带的根证书。' },
      { title: '签名时证书在有效期内', text: '证书载明有效期起止时间。签名时间由时间戳或者业务系统的记录证明，不以文件自述为准。' },
      { title: '签名时证书未被撤销或冻结', text: '通过撤销列表（CRL）、在线状态（OCSP）或者本网站查询。撤销时间之前作出的签名不因此后的撤销而失效，但须能证明签名时间。' },
      { title: '用途相符', text: '证书类别和证书策略载明证书可以用于什么。例如设备证书不能代表个人签名。' },
    ],
    resultTitle: '结论怎样理解',
    results: [
      { mark: 'ok', word: '签名有效', text: '五项都满足：文件在签名后没有改动，签名人是证书载明的持有人。' },
      { mark: 'over', word: '签名无效', text: '签名与文件不符，或者证书不是本机构签发。请勿使用该文件，向提供者索取原件。' },
      { mark: 'warn', word: '不能确定', text: '缺少签名时间或者状态信息。补充后再核对，不能当作有效，也不能当作无效。' },
    ],
    toolTitle: '用通用工具核对', toolText: '以下命令用系统自带的 OpenSSL 3.0 核对一份签名（文件 document.pdf，签名 document.sig，证书 holder.pem）：',
    limitTitle: '需要注意', limits: ['证书内不写证件号码，只写经过处理的承诺值。持有人可以出示开启值，由您核对号码是否相符。', '“有效”是查询时刻的结论。办理重要事项时，请在办理当时查询并保存结果。', '对结果有异议的，可以要求本机构提供第四十条规定的证明材料，并用公开的核验程序离线核对。'],
  },
  services: {
    title: '服务目录和投诉方式', note: '第十八条、第二十七条', none: '本机构尚未公布服务目录。', noComplaints: '尚未公布投诉方式。', service: '服务', name: '名称', owner: '责任部门', hours: '服务时间', contact: '办理渠道和联系方式', promised: '承诺时限', withinHours: '{0} 小时',
    kinds: { lifecycle: '证书生命周期', query: '信息查询', status: '状态查询', support: '使用支持', other: '其他', complaints: '投诉' } as Record<string, string>,
  },
  licence: {
    title: '资质公示', note: '第十三条', holder: '获证机构名称', number: '证书编号', scope: '批准范围', issuedBy: '发证机关', issuedOn: '发证日期', validity: '有效期', credit: '统一社会信用代码', 
    asOf: '截至 {0}，以主管部门签名的文件为准', inForce: '在有效期内，可以提供电子政务电子认证服务', notInForce: '当前不得签发证书（第四条）', original: '主管部门签名的原文', originalText: '以下文本由主管部门签名，可以用核验程序核对。', none: '尚未公示资质证书。', download: '下载原文',
  },
  rules: {
    title: '业务规则', cps: '电子政务电子认证业务规则', cp: '证书策略', current: '现行版本', history: '历次版本', version: '版本', effective: '施行时间', published: '公布时间', filed: '备案', filedYes: '已备案 {0}', filedAt: '已于 {0} 提交', filingDue: '须在 {0} 前提交备案',
    digest: '全文摘要（SM3）', open: '阅读全文', parameters: '机器可读参数', none: '尚未公布。', permanent: '每一版本的网址长期有效，内容不再改变。', notYet: '{0} 起施行', inForce: '施行中', past: '已被新版本替代', downloadVersion: '下载本版',
    digestHolds: '全文摘要与公示一致（在本机核对）', digestWrong: '全文摘要与公示不一致，请勿信赖，并联系本机构',
  },
  downloads: {
    title: '下载', authorities: '机构证书', authoritiesText: '根证书是信任的起点。请下载后与资质公示或者线下渠道公布的摘要核对，再装入系统。', subject: '名称', use: '用途', ends: '有效期止', fingerprint: '摘要（SM3）', files: '文件', chain: '证书链',
    lists: '证书撤销列表', listsText: '撤销列表由签发机构签名。完整列表含全部已撤销证书；增量列表只含对应的完整列表之后的变化。每张证书载明自己所在的分区。', full: '完整列表', delta: '增量列表', partition: '分区 {0}', kind: '种类', number: '编号', thisUpdate: '本次更新', nextUpdate: '下次更新', entries: '条数', late: '已过下次更新时间', base: '对应第 {0} 号完整列表', included: '已并入第 {0} 号完整列表', noLists: '还没有公布撤销列表。',
    rules: '业务规则与证书策略', roles: { root: '根证书', issuing: '签发持有人证书', operations_root: '运营根证书', operations: '签发工作人员证书', ocsp_signer: '签署在线状态', tree_head: '签署存证树头' } as Record<string, string>,
  },
  ledger: {
    title: '存证台账', lead: '本机构的每一次办理（受理、查验、审查、签发、撤销等）都形成一条存证，按顺序汇入一棵哈希树。树头是整棵树在某一时刻的摘要，由本机构签名。',
    size: '存证条数', root: '根哈希', time: '签署时间', origin: '台账名称', verified: '树头签名有效（在本机核对）', wrong: '树头签名核对不通过，请勿信赖，并联系本机构', unknown: '没有取得树头证书，未核对签名',
    howTitle: '怎样使用', how: ['保存一份树头。日后取得的树头应当包含当日的全部存证，删改任何一条都会被发现。', '台账的哈希分块公开，任何人可以镜像。其中没有个人信息，只有加随机数的摘要。', '离线核验程序 yinxin-audit 可以核对导出的台账和证明包，不依赖本机构的服务。'],
    keep: '下载树头', raw: '树头原文', head: '最新树头', witnesses: '见证签名 {0} 个',
  },
  profiles: { individual: '个人证书', organisation: '机构证书', staff: '单位内个人证书', device: '设备证书', officer: '工作人员证书', root: '根证书', 'issuing-authority': '签发机构证书', 'ocsp-signer': '在线状态签名证书', ocsp_signer: '在线状态签名证书', 'operations-authority': '运营机构证书', 'timestamp-unit': '时间签名证书', timestamp_unit: '时间签名证书' } as Record<string, string>,
  purposes: { new: '首次申请', renewal: '更新', rekey: '密钥更新', change: '变更' } as Record<string, string>,
  identities: { resident_id: '居民身份证', military_officer_id: '军官证', passport: '护照', insurance_number: '社会保险号', registration_number: '工商注册号', organization_code: '统一社会信用代码', taxation_number: '税务登记号' } as Record<string, string>,
  nameFields: { C: '国家', ST: '省份', L: '城市', O: '单位', OU: '部门', title: '职务', serialNumber: '编号', dnQualifier: '限定符', emailAddress: '电子邮箱', CN: '名称' } as Record<string, string>,
  materials: { identity_document: '身份证明', organisation_licence: '单位证照', authorisation_letter: '授权委托书', handwritten_signature: '手写签名' } as Record<string, string>,
  roles: {
    system_administrator: '系统管理员', security_administrator: '安全管理员', audit_administrator: '审计管理员', registration_officer: '受理员', review_officer: '审核员', issuing_officer: '签发员',
    key_custodian: '密钥管理员', compliance_officer: '合规专员', archive_officer: '档案员', responsible_person: '机构负责人', applicant: '申请人',
    support_officer: '客服员', training_officer: '人事培训员', security_chief: '安全主管', province_intake_officer: '省受理员', province_review_officer: '省审核人', province_head: '省局负责人', national_intake_officer: '国家局受理员',
    case_officer: '承办人', case_reviewer: '审核人', legal_reviewer: '法制审核人', deciding_officer: '签发人（局负责人）', publication_officer: '信息公开员', technical_review_coordinator: '评审协调员', enforcement_officer: '执法人员',
    hearing_host: '听证主持人', tip_handler: '举报办理人员', review_expert: '评审专家',
  } as Record<string, string>,
  signIn: {
    title: '登录', heading: '凭数字证书登录', points: [['私钥和口令不离开本机', '签名在智能密码钥匙或本机浏览器内完成'], ['每一次办理都由您签名', '签名与时间一并存入台账，本人和审计员可以核对'], ['离开即锁定', '10 分钟无操作自动锁定，填写的内容不丢失']],
    serverTime: '系统时间', localTime: '本机时间', localGood: '与系统时间一致，可用', localOff: '相差 {0} 秒，签名时自动校正', localBad: '相差 {0} 秒，请校正本机时间',
    file: '密钥文件', fileNote: '仅在本浏览器打开', token: '智能密码钥匙', tokenNote: '口令在介质内核对', account: '账户编号', accountHelp: '安全管理员授权时的编号，如 entry-1', accountBad: '账户编号由小写字母、数字和连字符组成，2 至 32 位。',
    chooseFile: '选择密钥文件', change: '更换', fileLimit: '.key 或 .pem，不超过 64 KB', fileMissing: '请选择密钥文件。', password: '文件口令', passwordNote: '在本机核对，不发送', passwordNone: '此文件没有口令保护，仅限演示。', passwordMissing: '请输入文件口令。',
    passwordWrong: '口令不正确，文件没有打开。请核对大小写后再输。', format: '“{0}”不是 SM2 私钥文件。', tooLarge: '文件超过 64 KB，不是密钥文件。', warn: '密钥文件只用于演示与培训。签发员、密钥管理员和三类管理员须使用智能密码钥匙。',
    submit: '签名登录', opening: '正在打开密钥', failed: '没有登录：', notOurs: '密钥与账户不符：此账户的证书是另一把密钥，或者账户未启用。', footer: '未经授权不得访问，登录与操作均被记录',
    tokens: '已插入的钥匙', noBridge: '没有检测到智能密码钥匙组件。请安装组件并插入钥匙后重试。', noToken: '没有检测到钥匙。请插入后重试。', detect: '检测', pin: '钥匙口令', pinMissing: '请输入钥匙口令。',
    tokenFaults: { unsupported: '此钥匙或者组件不支持这项操作。', absent: '没有检测到智能密码钥匙组件。', removed: '介质已拔出，请插入后重试。', pin: '口令不正确，剩余 {0} 次。用尽后介质将锁定。', blocked: '介质已锁定，请联系安全管理员。', cancelled: '已在介质上取消。', failed: '介质没有完成签名，请重试。' } as Record<string, string>,
    again: '请重新登录。刚才的页面在登录后打开。',
  },
  office: {
    home: '首页', applications: '证书申请', certificates: '证书查询', batches: '批量导入', work: '业务办理', lastSignIn: '本机上次登录 {0}', firstSignIn: '本机首次登录', certificateEnds: '工作人员证书至 {0}', lock: '锁定', noBusiness: '您的岗位没有在此办理的事项。本人账户和换证，见右上角姓名。', mine: '本人账户和换证',
    lockTitle: '已锁定', lockText: '{0} 分钟无操作，密钥已收起。填写的内容没有丢失。', lockTextManual: '密钥已收起。填写的内容没有丢失。', lockFile: '此密钥文件没有口令，请重新选择文件继续。', unlock: '继续', searchPlaceholder: '受理号、案件编号或证书序列号', searchNone: '请输入受理号（SQ-…）、案件编号或证书序列号。',
  },
  todo: {
    title: '今日应办 {0} 件', none: '没有待办', asOf: '数据截至 {0}', over: '逾期', today: '今日截止', soon: '临近截止', within: '期限内', noClock: '未起算', waiting: '等待他人', unit: '件', all: '全部待办', remaining: '剩余时间', matter: '事项', subject: '申请主体', step: '当前环节', act: '操作', see: '查看',
    sorted: '按剩余时间排序', emptyText: '没有待办。', emptyLink: '查看全部申请', partial: '每一环节只列最近 {0} 件', refresh: '刷新', deadlines: '期限预警', noDeadlines: '没有逾期和临近的期限。', messages: '消息', noMessages: '没有新消息。', basis: '办理依据',
    basisIdentity: '第二十一条 身份查验、材料审查与四项告知', basisRevoke: '第十八条 撤销与状态服务', basisRecords: '第二十四条 记录保存',
    msgCertificate: '您的工作人员证书 {0} 到期，请办理换证', msgLicence: '资质证书当前不在有效状态，不得签发', msgFiling: '{0} {1} 版须在 {2} 前提交备案', msgRules: '{0} {1} 版 {2} 起施行',
    due_over_days: '逾期 {0} 日', due_over_hours: '逾期 {0} 小时 {1} 分', due_today: '今日截止', due_hours: '余 {0} 小时 {1} 分', due_date: '{0}截止', due_none: '未起算',
  },
  list: {
    organisation: '所在单位', title: '证书申请', state: '状态', anyState: '全部状态', number: '受理号', subject: '申请主体', profile: '证书类别', opened: '提交时间', due: '期限', owed: '只列须在期限内办理的，最早到期的在前', byPaper: '按证件号码查找', kind: '证件种类', paperNumber: '证件号码', paperNote: '号码只用于比对，不写入地址和日志。',
    none: '没有符合条件的申请。', page: '第 {0} 页', previous: '上一页',
  },
  case: {
    clocks: '期限', noClocks: '没有正在计算的期限。', gates: '前置环节', gateDone: '{0} 已办', gateOpen: '未办', noActs: '现在没有由您办理的事项。', otherActs: '其他办理', info: '基本信息', materials: '材料', course: '办理过程', doTab: '办理',
    noMaterials: '没有材料。', materialLook: '查看', lookTitle: '查看个人信息', lookReason: '查看原因', lookReasonHelp: '显示全号须填写原因，您的查看将被记录并可被审计。', lookShow: '记录原因并显示', lookPick: '要查看的内容', 
    fieldSubject: '申请主体名称', fieldIdentities: '证件号码', fieldPhone: '联系电话', fieldMail: '联系邮箱', fieldMails: '证书内邮箱',
    number: '受理号', profile: '证书类别', purpose: '事由', rulesVersion: '业务规则版本', procedureVersion: '流程规则版本', opened: '提交时间', validity: '申请有效期', days: '{0} 日', validityMost: '业务规则允许的最长期限', key: '申请认证的公钥（SM3）', serial: '证书序列号', phone: '联系电话', mail: '联系邮箱', dns: '域名', replaces: '取代的证书', identity: '证件号码',
    sideStates: '可转出：{0}', procedureNote: '流程规则第 {0} 版', separation: '您已办理本件的{0}，此项须由另一人办理。', shut: '尚缺：{0}。', changed: '本件已更新到第 {0} 版，您填写的内容已保留。', changedShow: '查看变化', saved: '签名之前不会提交，内容保留在本页', retention: '记录保存至 {0}', hold: '保全：{0}（{1}）',
    agreement: '协议全文', notification: '告知书全文', agreementHelp: '将由申请人签订的文本，摘要自动填入。', file: '选择文件', fileHelp: '文件不上传，只计算摘要；请自行归档原件。', fileFrom: '从已交材料中选择', fileDigest: '摘要（SM3）', moneyHelp: '单位为元，最多两位小数。', unsure: '是否填写视案件情形，由系统核对。', regionHelp: '选择或者输入六位代码', row: '序号', rowAdd: '增加一行', rowCount: '共 {0} 行', hidden: '另有内容不向您显示：{0}。', unnamed: '其他内容', countsOn: '自 {0} 起算', recordedAt: '补记于 {0}', keyHelp: '已自动填入本申请的公钥摘要，请与申请页面核对。', 
    formErrors: '有 {0} 处需要补充', missing: '请填写{0}。', sending: '{0}正在上传，请稍候。', tooShort: '{0}至少 {1} 项。', tooMany: '{0}不超过 {1} 项。', tooFew: '{0}至少 {1} 字。', notMoney: '{0}须为金额，{1} 至 {2} 元，最多两位小数。', notRegion: '{0}须为六位行政区划代码。', tooLong: '{0}不超过 {1} 字。', notNumber: '{0}须为整数，{1} 至 {2}。', notDate: '{0}的格式如 2026-01-31。', ledgerNote: '每一步都有办理人的签名，并存入台账。', system: '系统', applicantKey: '申请人', done: '已办理{0}，当前状态：{1}。',
    
  },
  sign: {
    cut: '……（共 {0} 个字符，摘要按全文计算）', title: '签名并{0}', effect: '签名后{0}立即生效，并以您的名义存入台账。', effectMove: '签名后本件进入“{0}”，并以您的名义存入台账。', irreversible: '{0}后不能恢复。', revoke: '撤销后该证书立即失效，不能恢复。此后用它作出的签名不应信赖。', object: '办理对象', content: '签名内容', digest: '摘要', full: '查看全文', hide: '收起全文',
    lastFour: '输入编号末 4 位（{0}）', lastFourWrong: '与编号末 4 位不符。', password: '密钥口令', passwordWrong: '口令不正确。', signer: '签名人', confirm: '签名并{0}', signing: '正在签名', 
  },
  desk: {
    title: '证书查询', bySerial: '按序列号', byPaper: '按证件号码', acts: '证书办理', actsNote: '办理即签名，撤销后不能恢复。', explain: '逐项说明', field: '项目', value: '内容', means: '含义', showPem: '查看原始编码',
    means_issuer: '签发此证书的机构，须与资质证书一致', means_subject: '证书代表的人、单位或者设备', means_serial: '本机构内唯一，查询和撤销以此为准', means_validity: '起止时间内签名才可能有效', means_policy: '说明签发时查验到什么程度、可用于什么', means_key: '依赖方用它核对签名', means_signature: '本机构用 SM2 与 SM3 对以上内容的签名', means_profile: '决定证书可以用于什么', means_rules: '签发时施行的业务规则，约束双方', means_fingerprint: '整张证书的 SM3 摘要，用于核对是否同一张',
    found: '查到 {0} 件', 
  },
}

export default zh
export type Messages = typeof zh
