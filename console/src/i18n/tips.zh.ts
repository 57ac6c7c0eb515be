// Tips: the public's page, the progress, and the handlers'.
const zh = {
  tips: {
    text: '举报违法线索，举报人信息在本机加密；凭查询码查询进度。', lead: '举报电子政务电子认证服务中的违法行为。可以实名，也可以匿名。', leadSealed: '实名举报的，姓名、证件号和联系方式在本浏览器内加密，只有举报办理人员用本人的密钥能够打开，每次打开都记录在案；其他工作人员只看到“已保密”。', progress: '举报进度',
    who: '举报人', named: '实名（加密，只有举报办理人员能看）', anonymous: '匿名（不留姓名和联系方式）', namedMissing: '请选择实名或者匿名。', nameMissing: '请填写姓名（单位名称）。', tooLong: '举报人各项不超过 {0} 字。', noKeys: '该属地没有举报办理人员登记加密公钥，暂不能在本页实名举报；可以匿名举报，或者电话、来访举报。',
    reporter: { name: '姓名（单位名称）', number: '证件号（统一社会信用代码）', phone: '电话', address: '地址', reply_by: '希望的反馈方式', other: '其他' }, sealedFor: '将加密给 {0} 名举报办理人员。', keyNames: '核对公钥名称', what: '举报内容', scope: '属地', scopeHelp: '不选的，由本机关办理。', factsNote: '举报内容供办理人员核实，不随举报人信息加密给个人；请不要在其中写明自己的身份。',
    notKept: '本页不保存填写的内容，关闭或者刷新即清空。', submit: '提交举报', received: '举报已收到。', number: '举报编号', code: '查询码', keepCode: '请保存编号和查询码。查询码只在此显示一次，机关不留存，遗失不能补发；请勿告诉他人。', saveCode: '下载编号和查询码', fileName: '举报{0}查询码.txt',
    codeHelp: '26 位，不分大小写，连字符可以省略。查询码不发送，由它生成的密钥对查询签名。', numberMissing: '请填写举报编号。', codeBad: '查询码不正确，请核对。', receivedAt: '收到时间', answer: '答复', noAnswer: '尚未答复',
    desk: '举报办理', one: '举报', none: '没有举报。', toCase: '办理页', meaning: '登记、核实、处理在办理页进行。举报内容和举报人须写明理由才能查看，每次查看都存入台账，并列在举报页上。',
    handlerKey: '本人的加密密钥', keyText: '举报人信息加密给举报办理人员本人的加密密钥（不是登录密钥）。打开密钥文件后，可以查看加密给它的举报人。', keyOpen: '密钥已打开：', keyAway: '收起', keyNew: '还没有加密密钥，制作一个', keyThere: '打开已有的密钥文件', keyFile: '举报密钥-{0}.key', keepKey: '请保存密钥文件并另行备份，然后登记公钥。遗失后只有其他办理人员能够打开举报人信息。', keyName: '公钥名称（SM3）',
    enrol: '登记公钥', enrolEffect: '签名后，此后的举报人信息加密给这把密钥；以前的仍由原密钥打开。', enrolled: '公钥已登记。', notEnrolled: '公钥没有登记，或者已由新的代替。',
    reporterLabel: '举报人', anonymousShort: '匿名', keptSecret: '已保密', look: '查看', reason: '理由', reasonHelp: '查看将记录在案并可被审计。', reasonMissing: '请填写 1 至 500 字的理由。', lookFacts: '查看举报内容', lookReporter: '查看内容和举报人', content: '举报内容', hide: '收起', notOpened: '举报人密封件打不开：不是加密给本人这把密钥的，或者内容已被改动。', openedHere: '在本机打开，不打印；离开本页或者锁定即清除。',
    shareTo: '转加密给其他办理人员', share: '转加密', shareEffect: '签名后，对方可以用其密钥打开这件举报的举报人信息，并存入台账。', shared: '已转加密给 {0}…', readers: '查看记录', noReaders: '没有人查看过。', when: '时间', reader: '查看人', extent: '范围', withSeal: '内容和举报人', factsOnly: '内容',
  },
}
export default zh
