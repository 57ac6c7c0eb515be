// Agencies: rosters, links of their people, acts for many rows; and the page of a person who came by a link.
const zh = {
  agency: {
    title: '单位批量办理', newTitle: '提交单位名册', list: '单位名册', none: '没有单位名册。', roster: '名册编号', people: '人数', at: '收到时间', name: '单位名称', code: '统一社会信用代码', template: '下载模板', templateName: '单位名册模板.csv', choose: '选择文件', submit: '签名并提交名册', reload: '刷新',
    newText: '一份名册最多 5,000 人。名册只是邀请：每个人凭本人的链接确认身份信息、制作密钥、阅读四项告知并签订协议，各项查验和审查照常逐人办理。',
    progress: '逐人进度', row: '行', person: '姓名', unit: '部门', link: '本人链接', application: '受理号', serial: '证书序列号', certificate: '已签发', yes: '已办', no: '未办', received: '领取人签名', cut: '只显示前 {0} 行',
    gates: { identity: '身份查验', notification: '告知确认', review: '材料审查', agreement: '签订协议', issued: '签发' } as Record<string, string>,
    filters: { all: '全部', uninvited: '待制作链接', invited: '等待本人', entered: '办理中', ready: '可以签发', issued: '已签发', refused: '名册有误' } as Record<string, string>,
    links: { none: '没有制作', open: '有效', expired: '已过期', locked: '已停用', used: '已使用' } as Record<string, string>,
    makeLink: '制作链接', makeAgain: '重新制作', invite: '制作链接并打印（{0} 人）', inviteNote: '链接有效 {0} 天，只能使用一次；重新制作后原链接失效。办理中的人凭受理号和自己的密钥文件继续，不需要新链接。',
    sheets: '本人办理链接（{0} 张）', sheetsNote: '链接只在本页显示一次，系统不保存。关闭本页前请打印；遗失的须重新制作。', sheetsClose: '已打印，关闭', print: '打印', qr: '第 {0} 行的二维码', rowNumber: '第 {0} 行', sheetText: '请本人用手机扫码，独立办理。不要转交他人，也不要拍照发送。', sheetUntil: '有效期至 {0}',
    issue: '一次签名签发（{0} 人）', issueVerb: '成批签发', issueEffect: '将以一次签名为 {0} 人签发证书。每一行仍逐项核对前置环节，不符合的不签发，并逐行给出结果。', keys: '公钥数量', keysRoot: '公钥摘要树根',
    handOut: '发放清单', handOutCaption: '证书发放清单，共 {0} 人', handOutName: '{0}-发放清单',
    orders: '成批办理', rows: '逐行结果', outcome: '成功 {0} 行，未办成 {1} 行，等待 {2} 行', events: { issue: '成批签发', revoke: '成批撤销' } as Record<string, string>, carriedOut: '已办成', waiting: '等待办理', result: '结果', orderName: '{0}-逐行结果',
    leavers: '离职人员撤销', leaversName: '离职人员模板.csv', leaversText: '文件写受理号或者证书序列号，可以直接使用导出的发放清单，只保留离职人员。只撤销本单位名册办理的证书，其他行不办理。', cause: '撤销事由', revokeVerb: '成批撤销', revokeEffect: '将以一次签名撤销 {0} 张证书。撤销后证书立即失效，不能恢复。',
    faults: { unreadable: '文件不是规范的表格文件，请用模板另存为 CSV。{0}', heading: '表头“{0}”不认识或者重复，请使用模板。', missing: '缺少列：{0}。', empty: '文件中没有人员。{0}', rows: '有 {0} 行，最多 5,000 行，请分成几份。', cells: '第 {0} 行的列数与表头不同。', large: '文件过大，最大 2 MB。', incomplete: '请填写单位名称和代码，并选择名册文件。', leavers: '请选择文件并填写撤销事由。' } as Record<string, string>,
  },
  join: {
    title: '本人办理证书', bad: '链接不完整。请重新扫描单位发给本人的二维码。', looking: '正在读取办理邀请', who: '核对本人信息', whoText: '单位为本人申请电子签名认证证书。请核对以下信息，部分内容已隐去。链接有效期至 {0}。', agency: '单位', class: '证书种类', phone: '手机', proof: '本人证件号码的后六位', proofMissing: '请填写证件号码的后六位。', right: '以上是本人，信息正确', rightMissing: '请先核对信息并勾选。', wrong: '信息有误或者不是本人的，请关闭本页并告知单位经办人。',
    send: '提交申请', sendText: '申请将用刚才的密钥签名。提交后链接失效，随后在进度页阅读四项告知、补交材料；受理后回到进度页，用同一密钥签订协议。', sendVerb: '签名并提交申请',
  },
}
export default zh
