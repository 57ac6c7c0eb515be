// The counter, its devices and second screen, and the review pool.
const zh = {
  counter: {
    title: '柜面办理', who: '来访人', readCard: '读身份证', readAgain: '重新读取', open: '办理', numberBad: '受理号的格式如 SQ-2026-7K3M9QAX。', notApplied: '没有此证件的申请。可以在第二屏由本人申请。', queue: '待办', applyTitle: '现场申请', applyText: '在第二屏打开申请页，由来访人本人填写并制作密钥。',
    casePage: '案件页', steps: '办理环节', atScreen: '申请人（第二屏）', stepDone: '已办', stepOpen: '现在可以办理', stepLater: '尚不能办理', noInputs: '{0}不需要填写内容。', watching: '每五秒自动更新；办理后本页随即显示下一环节。', nextVisit: '办理下一位',
    turn: { mine: '由您办理', applicant: '请申请人在第二屏办理', others: '等待其他岗位', over: '证书已由持有人接受，本次办理完毕', left: '本件已离开办理流程' } as Record<string, string>,
    card: '身份证', cardNote: '把身份证放在阅读器上。', cardRead: '已读取', portrait: '证件照片', compare: '与申请核对', compareNote: '核对须显示申请的姓名和号码，您的查看将被记录。', lookReason: '窗口核验身份，与证件比对', cardSource: '身份证阅读器读取：{0}', name: '姓名', applied: '申请', onCard: '证件', longTerm: '长期有效', until: '有效期至 {0}', expired: '证件已于 {0} 过期',
    paper: '材料种类', take: '拍摄', takeAgain: '重新采集', sign: '请来访人签名', add: '存入材料', added: '{0}已存入材料', taken: '采集的{0}', notYet: '尚未提交，重新采集即丢弃', padTitle: '申请 {0} 身份查验', padNote: '手写签名只作为材料留存；协议由申请人以密钥签名。',
    screenTitle: '第二屏', screenText: '四项告知、签订协议、接受证书，由申请人以本人的密钥在第二屏办理。', show: '在第二屏显示', clear: '清屏', cleared: '第二屏已回到等候页。', shown: '已在第二屏显示。', shownWindow: '已打开新窗口，请移到申请人面前的屏幕。', noScreen: '没有连接第二屏，将打开新窗口。',
    agreement: '服务协议', print: '打印协议', reprint: '再次打印', prints: '本页已打印 {0} 次', printed: '已送打印机，共 {0} 页。', printedHere: '已交浏览器打印。', printsNote: '接口没有登记打印的办理事项：次数只在本页计数，不写入存证。', agreementWrong: '取得的文本与拟签订的协议摘要不一致，没有打印。请联系系统管理员。',
  },
  devices: {
    title: '柜面设备', again: '重新检测', test: '测试设备：读数和图像都是虚构的，仅供演示', busy: '正在使用', ready: '可用', notReady: '未就绪',
    kinds: { id_card: '身份证阅读器', camera: '高拍仪', signature_pad: '签名板', printer: '打印机', screen: '第二屏' } as Record<string, string>,
    states: { off: '本机构没有设置柜面设备。仍可以办理，证据文件须手工选择。', looking: '正在检测', absent: '没有检测到设备程序。请在本机启动后重新检测。', odd: '设备程序的应答不符合约定，已拒绝。请联系系统管理员。', test_only: '检测到的是测试设备，只能在演示环境使用。' } as Record<string, string>,
    faults: { absent: '没有检测到设备，请检查连接。', removed: '设备已断开，请接好后重试。', busy: '设备正在使用，请稍后重试。', cancelled: '已在设备上取消。', timeout: '等待超时：没有放置证件或者没有签名。', paper: '打印机缺纸，请加纸后重试。', failed: '设备没有完成，请重试。', odd: '设备的应答不符合约定，已拒绝。' } as Record<string, string>,
  },
  screen: {
    title: '柜面第二屏', welcome: '欢迎办理电子认证业务', wait: '工作人员打开您的申请后，内容将显示在这里。', openTitle: '打开您的密钥', openText: '办理申请 {0}。请选择您的密钥文件并输入口令。口令只在本机使用，工作人员看不到。', another: '这把密钥不是申请 {0} 的密钥，请更换，或者请工作人员核对受理号。', nothing: '现在没有需要您办理的事项，请稍候，页面将自动更新。', finish: '结束并收起密钥',
  },
  pool: {
    title: '审核池', counts: '待审 {0} 件，其中逾期和今日截止 {1} 件；本次已审 {2} 件', take: '审核下一件', start: '有 {0} 件等待审核。', empty: '没有等待您审核的申请。', again: '从头再看', allPassed: '其余 {0} 件都已暂放。', next: '暂放，看下一件', noLock: '接口没有锁定：不同审核员优先得到不同的申请；两人同时打开的，先签名者有效，另一人会看到变化。',
    data: '申请内容', clear: '已显示原文，查看已记录', masked: '已脱敏，打开材料后显示', applied: '申请', onPaper: '材料', typePaper: '按材料录入以核对', typeFor: '按材料录入{0}', same: '一致', differs: '不一致', before: '原证书', after: '本次申请', checksTitle: '核对', changedPapers: '材料有增加。',
    checks: { number: '{0}的校验位相符', numberBad: '{0}的校验位不符', material: '{0}已提交', materialMissing: '缺少{0}', field: '{0}与原证书相同', fieldChanged: '{0}与原证书不同', fieldNew: '{0}为原证书所没有', fieldGone: '{0}在本次申请中没有', replacedUnread: '没有取得原证书，不能比对{0}' } as Record<string, string>,
    image: '材料图像', open: '记录原因并打开', openNote: '打开即记录查看人、内容和原因。', reasonMissing: '请先填写查看原因。', reasonNote: '每次打开材料都以此原因记录。', noImage: '此材料不是图像，请下载后查看。', previousPaper: '上一份', nextPaper: '下一份', larger: '放大', smaller: '缩小', rotate: '旋转',
    reasons: ['审查申请材料', '核对补正材料'],
    outcomes: '审核结论', phrasesTitle: '常用语',
    phrases: {
      pass: ['材料齐全，图像清晰，与填报内容一致。', '身份证明在有效期内，号码与申请一致。', '单位证照有效，名称和代码与申请一致。', '授权委托书载明办理事项，签章完整。'],
      back: ['身份证明图像不清晰，请重新提交。', '身份证明已过期，请提交有效证件。', '缺少单位证照，请补充提交。', '缺少授权委托书或者签章不完整，请补充提交。', '填报的名称与材料不一致，请更正。'],
      adverse: ['证件号码与材料不一致。', '授权不足，不能代为申请。', '申请的证书类别超出本机构业务规则的范围。'],
    },
    keysTitle: '按键', keysOn: '使用单键（关闭后只用鼠标和制表键）',
    keyList: { outcome: '选择结论，不签名', phrase: '选用或者取消常用语', sign: '核对填写并打开签名窗口', next: '暂放，看下一件', view: '记录原因并打开材料', papers: '上一份、下一份材料', zoom: '放大、缩小、旋转', help: '显示或者收起本表' } as Record<string, string>,
    keyNames: { outcome: '数字键', phrase: '上档键加数字键', sign: '控制键加回车键', next: '键 N', view: '键 V', papers: '方括号键', zoom: '加号键、减号键、键 R', help: '问号键' } as Record<string, string>,
  },
}
export default zh
