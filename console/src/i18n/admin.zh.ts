// What the three administrators (三员) read.
const zh = {
  accounts: {
    title: '账户', state: '状态', any: '全部', states: { pending: '待授权', active: '有效', suspended: '已停用', closed: '已注销' }, id: '账户编号', name: '姓名', roles: '岗位', ends: '证书到期', body: '受委托机构', bodyHelp: '受委托机构人员的账户填写该机构的案件编号，岗位只能是受理员；本单位人员不填。', region: '辖区', regionHelp: '只办理辖区内的案件；不选的，为本机关的辖区。', waits: '待办', none: '没有符合条件的账户。', count: '{0} 个账户',
    waitsAuthorise: '待授权', waitsRenewal: '换证待授权', soon: '{0} 日内到期', over: '已到期', noCertificate: '未发证书', open: '查看', create: '建立账户',
    createText: '系统管理员建立账户，安全管理员授权后才能使用。证书请求由本人制作，私钥不离开本人。三员不兼任其他岗位。', idHelp: '小写字母、数字、连字符，2 至 32 位；永久写入存证，不要用姓名。', idBad: '账户编号由小写字母、数字和连字符组成，2 至 32 位。', nameMissing: '请填写姓名。', rolesMissing: '请选择岗位。', rolesMixed: '三员的岗位不能与其他岗位同时选择，三员之间也不能兼任。',
    request: '本人的证书请求', requestHelp: '.pem 或 .der 文件（PKCS#10），由本人以自己的密钥签名。', requestChoose: '选择请求文件', requestMissing: '请选择证书请求文件。', requestBad: '“{0}”不是证书请求，或者其中的签名核对不通过。', requestKey: '请求中的公钥（SM3）',
  },
  account: {
    facts: '账户信息', created: '建立', authorised: '授权', by: '{0} 于 {1}', key: '公钥（SM3）', renewalKey: '新公钥（SM3）', certificate: '工作人员证书', acts: '办理', noActs: '现在没有由您办理的事项。', reason: '原因', reasonMissing: '请填写原因，1 至 500 字。', history: '查看此账户的存证', system: '密钥仪式',
    renewal: '等待授权的换证', renewalAsked: '{0} 于 {1} 提出', renewalLost: '原密钥遗失', samePerson: '您提出的事项须由另一人授权。', ownAccount: '本人的账户须由另一人办理。',
    act: { authorise: '授权', suspend: '停用', resume: '恢复', close: '注销', renew: '申请换证', renewLost: '代为换证（密钥遗失）', renewFor: '代为换证（证书到期）', authoriseRenewal: '授权换证' },
    effect: {
      authorise: '签名后签发工作人员证书，此人即可办理本岗位事务。', suspend: '签名后立即停用，证书同时冻结；可以恢复。', resume: '签名后恢复使用，证书同时解冻。', close: '签名后账户永久注销，证书同时撤销，不能恢复。', renew: '签名后等待安全管理员授权；授权之前原密钥照常可用。',
      renewLost: '签名后等待安全管理员授权；授权时原证书以密钥失密撤销。', renewFor: '签名后等待安全管理员授权。', authoriseRenewal: '签名后签发新证书，原证书同时撤销，原密钥不能再用。',
    },
    compare: '核对公钥', compareText: '以下摘要须与本人交来的请求文件一致。授权的正是这一把密钥。', compareFile: '选择本人交来的请求文件', compareHolds: '与请求文件一致', compareFails: '与请求文件不一致，不要授权。', compared: '已与本人核对此摘要', compareMissing: '请先核对公钥。',
    done: '已办理{0}，账户现为：{1}。', self: '本人账户',
  },
  admin: {
    menu: '系统管理', audit: '审计', accounts: '账户', acts: '存证查询', looks: '查看记录', system: '系统状态', title: '应办 {0} 件', none: '没有待办',
    waiting: '待授权账户', renewals: '待授权换证', ending: '证书将到期', suspended: '已停用', looksToday: '今日查看', remarks: '需要留意', list: '待办事项', what: '事项', who: '账户', since: '时间', act: '操作', see: '查看',
    endingText: '证书 {0} 到期，请本人换证', readOnly: '审计管理员只能查看，不能改变任何设置或者数据。', basis: '办理依据', basisThree: '三员分立：建立与授权由两人办理', basisRecords: '第二十四条 记录保存', basisSecrecy: '第二十三条 个人信息与保密',
  },
  acts: {
    title: '存证查询', group: '类别', anyGroup: '全部类别', groups: { 1: '申请', 2: '证书', 3: '资质与业务规则', 4: '密钥、撤销列表、账户', 5: '证明、保全、个人信息', 6: '台账', 7: '案件', 8: '履责与设备', 9: '监督检查' }, actor: '办理人', actorHelp: '账户编号，如 entry-1', object: '对象', objectHelp: '如受理号', until: '截至', untilHelp: '日期，如 2026-01-31',
    seq: '存证序号', at: '时间', what: '行为', facts: '记载内容', none: '没有符合条件的存证。', more: '继续查找更早的', searched: '查到 {0} 条', partial: '还有更早的存证没有查找', destroyed: '记录已依法销毁', file: '存证查询-{0}', dateBad: '日期的格式如 2026-01-31。', system: '系统', applicant: '申请人 {0}',
    note: '每页自最新一条起向前查找。签名和完整证明在台账导出中，用核验程序离线核对。', article: '第二十四条',
    objects: { application: '申请', certificate: '证书', officer: '账户', crl: '撤销列表', rules: '业务规则', licence: '资质证书', case: '案件', case_file: '案件文件', batch: '批次', evidence: '证明包', ledger: '台账' } as Record<string, string>,
    factNames: { event: '环节', fields: '查看内容', reason: '原因', rules: '业务规则', procedure: '流程', roles: '岗位', authority: '机构', number: '编号', entries: '条数', base: '对应完整列表', application: '申请', requested_by: '提出人', cause: '事由', requester: '申请人', scope: '用途', version: '版本', kind: '种类', input: '填写项', level: '密级', media_type: '文件类型', size: '字节数' } as Record<string, string>,
  },
  looks: {
    title: '个人信息查看记录', lead: '每一次显示个人信息，都先记录查看人、内容和原因。以下自最新一次起列出。', who: '查看人', what: '查看内容', why: '原因', object: '申请', remarks: '需要留意', noRemarks: '所列记录中没有需要留意的情形。', off: '非工作时间', many: '{0} 在一小时内查看 {1} 次', offTimes: '{0} 在非工作时间查看 {1} 次', repeated: '{0} 连续 {1} 次填写同一原因“{2}”', rules: '标出的情形：一小时内查看十次以上；工作日八时至十八时以外；连续五次以上填写同一原因。',
    fields: { subject: '申请主体名称', identities: '证件号码', phone: '联系电话', mail: '联系邮箱', mails: '证书内邮箱', material: '申请材料', file: '案件文件' } as Record<string, string>,
  },
  systemPage: {
    title: '系统状态', ready: '各部分正常，可以办理业务', notReady: '有部分不正常，部分业务不能办理', parts: { database: '数据库', signer: '签名服务', rules: '业务规则', ledger: '存证台账' } as Record<string, string>, part: '部分', said: '情况', todo: '处理',
    ok: '正常', words: { 'does not answer': '没有应答', locked: '未开启', 'tree heads are behind': '树头落后' } as Record<string, string>, other: '与要求不符',
    help: { database: '检查数据库服务和磁盘空间。', signer: '启动签名服务，并由保管人开启密钥。', rules: '撤销列表或者在线状态的周期长于业务规则，修改配置后重启。', ledger: '检查签名服务；树头签发恢复后自动补上。' } as Record<string, string>,
    figures: '运行指标', since: '自本次启动', figure: '指标', value: '数值',
    names: { requests: '已答复的请求', failures: '服务器差错', typical: '一半的请求用时不超过', slow: '百分之九十五的请求用时不超过', commits: '落盘的事务', records: '存证条数', covered: '已有树头覆盖的存证', certificates: '状态表中的证书', hits: '在线状态缓存命中', crls: '公布的撤销列表' }, milliseconds: '{0} 毫秒', longer: '5 秒以上',
    officers: '将到期的工作人员证书', noOfficers: '三十日内没有工作人员证书到期。', asOf: '数据截至 {0}',
  },
}
export default zh
