// The provider's duties: the year's calendar, the conditions of its licence, its staff.
const zh = {
  duties: {
    day: '日期', kind: '性质', duty: '事项', basis: '依据', title: '年度义务', lead: '{0} 年', earlier: '上一年', later: '下一年', open: '只列待办和逾期的', none: '本年没有需要办理的事项。', month: '{0} 月', quiet: '本月没有事项。', count: '待办 {0} 项，逾期 {1} 项', opens: '开立', ends: '最后一日', provisional: '暂定', penalty: '罚则 {0}',
    states: { coming: '未到', open: '办理中', done: '已办', overdue: '逾期' } as Record<string, string>,
  },
  conditions: {
    title: '资质条件', note: '第六条、第三十四条', asOf: '截至 {0}', states: { green: '符合', red: '不符合', unknown: '未核实' } as Record<string, string>, needs: '要求：{0}', verified: '核实于 {0}', ending: '九十日内合同到期 {0} 人', how: '未核实指没有登记，或者登记已超过十二个月。专业人员按名册计算。',
    today: '今日符合 {0} 项，共 {1} 项', enter: '登记核实情况', entered: '已登记“{0}”的核实情况。', outcome: '核实结论', value: '核实情况', verifiedOn: '核实日期', proof: '证明文件', effect: '签名后记入台账，不能更改或者撤回；以最近一次登记为准，有效十二个月。',
    faults: { met: '请选择核实结论', value: '请填写核实情况，不超过 200 字，不含不可见字符', verified: '请填写核实日期，如 2026-01-31', future: '核实日期不能晚于今日' } as Record<string, string>,
    snapshots: '月度快照', snapshotsText: '每月第一天自动留存，SM3 存入台账，不能补造。', noSnapshots: '还没有月度快照。', period: '月份', takenAt: '留存时间', showSnapshot: '查看', hideSnapshot: '收起', snapshotName: '资质条件快照-{0}', digestHolds: '内容与台账所存 SM3 一致（在本机核对）',
    facts: { period: '月份', taken_at: '留存时间', provider: '机构', credit_code: '统一社会信用代码', licence: '资质证书', staff_counted: '计入的专业人员', staff_technical: '专业技术人员', staff_operation: '运营管理人员', staff_security: '安全管理人员', staff_support: '客户服务人员', counted_month: '统计月份', certificates_valid: '月末有效证书', certificates_issued: '当月签发证书', certificates_revoked: '当月撤销证书', complaints: '当月投诉' } as Record<string, string>,
    licence: { valid: '有效', rectifying: '停业整顿', revoked: '已吊销', cancelled: '已撤销', withdrawn: '已撤回', expired: '已届满', deregistered: '已注销' } as Record<string, string>,
  },
  staff: {
    title: '人员名册', basis: '第六条第五项', enter: '登记人员', change: '变更', leave: '登记离岗', import: '批量登记', exportName: '人员名册-{0}', templateName: '人员登记模板.csv', failedName: '人员未登记行.csv', find: '编号、姓名或者岗位', which: '范围', none: '名册中还没有人员。', noneHere: '没有符合条件的人员。', partial: '只列前 {0} 人。', masked: '姓名部分遮盖；登记和变更由人事培训员办理。',
    filters: { here: '在岗', notCounted: '在岗、未计入', left: '已离岗', all: '全部' } as Record<string, string>, kinds: { technical: '专业技术', operation: '运营管理', security: '安全管理', support: '客户服务', other: '其他' } as Record<string, string>,
    summary: '计入专业人员 {0} 名，要求 {1} 名', rule: '计入的：在岗、全职、四类岗位之一、合同有效、社会保险由本机构缴纳、已做背景审查；四类各至少一名。', counts: '是否计入', counted: '计入', notCounted: '未计入', endless: '无固定期限', leftAt: '离岗 {0}', leftOn: '最后在岗日', leftBad: '最后在岗日自 {0} 起，不晚于今日。',
    why: { left: '已离岗', partTime: '非全职', otherKind: '不属四类岗位', contract: '合同已到期', insurance: '社会保险非本机构缴纳', background: '未做背景审查' } as Record<string, string>,
    fields: { id: '编号', name: '姓名', identity: '身份证号', kind: '人员类别', post: '岗位', key_post: '关键岗位', full_time: '全职', insured: '社会保险由本机构缴纳', background_on: '背景审查日期', contract_to: '劳动合同到期日', started_on: '到岗日期' },
    help: { id: '小写字母、数字和连字符，2 至 32 位', identity: '只留索引，用来保证一人只算一次', contract_to: '无固定期限的不填' } as Record<string, string>,
    bad: { id: '编号由小写字母、数字和连字符组成，2 至 32 位', name: '请填写姓名，不超过 200 字', identity: '身份证号不正确，请核对 18 位和校验位', kind: '请选择人员类别', post: '请填写岗位，不超过 100 字', key_post: '请填写是否关键岗位', full_time: '请填写是否全职', insured: '请填写社会保险是否由本机构缴纳', background_on: '背景审查日期不正确，或者晚于今日', contract_to: '合同到期日不正确，或者早于到岗日期', started_on: '到岗日期不正确，或者晚于今日', twice: '编号在文件中重复' } as Record<string, string>,
    changeText: '身份证号不保存，变更时须再次填写。', effect: '签名后登入名册并存入台账；名册中已有这个编号的，以这次登记的内容为准。', done: '已登记 {0}。', leaveEffect: '签名后自次日起不再计入专业人员，存入台账，不能恢复；再次入职的，另行登记。', leaveKeyEffect: '签名后自次日起不再计入专业人员，不能恢复。关键岗位人员变动属于重大事项，须按第三十六条报告。', keyPost: '关键岗位人员变动，须另按第三十六条报告。', leftDone: '已登记 {0} 离岗。',
    importText: '选择按模板填写的 CSV 文件（UTF-8），不超过 1 MB、{0} 行。先在本机逐行核对，有误的行不提交；其余每行各签名一次，逐行登记。', progress: '已登记 {0} 行，未登记 {1} 行，待登记 {2} 行', start: '签名并登记 {0} 行', again: '再次登记 {0} 行', stop: '停止', startText: '停止后，已登记的行仍然有效。', line: '行号', states: { bad: '有误，未提交', waiting: '待登记', entered: '已登记', refused: '未登记' } as Record<string, string>,
    file: { tooLarge: '“{0}”超过 1 MB。', unreadable: '“{0}”不是 UTF-8 编码的 CSV 文件。', tooMany: '“{0}”超过 {1} 行，请分成几个文件。', empty: '“{0}”没有内容。', columns: '“{0}”缺少以下列：{1}。' } as Record<string, string>,
  },
  due: {
    title: '义务与条件', none: '没有逾期和临近的义务。', overdue: '逾期 {0} 日', today: '今日截止', days: '余 {0} 日', red: '不符合', unknown: '未核实', returned: '已退回', contracts: '九十日内有 {0} 人合同到期', act: '须办理', condition: '资质条件：{0}', filing: '报送：{0}', draw: '随机抽取：{0}', commit: '待承诺', reveal: '待公开份额', alerts: '待核实的监测预警 {0} 项', more: '另有 {0} 项', failed: '有的内容没有读到，请重新读取。',
  },
}
export default zh
