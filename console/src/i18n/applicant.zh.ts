// Words of the applicants' and holders' pages, in Chinese. applicant.en.ts has the same members.

const zh = {
  myKey: {
    file: '密钥文件', pin: '密钥口令', open: '打开密钥', pinMissing: '请输入密钥口令。', wrong: '口令不正确，文件没有打开。口令区分大小写，请核对后再输。', note: '密钥文件和口令只在本浏览器内使用，不发送、不保存。刷新页面后须重新打开。',
    locked: '密钥已收起，输入口令继续，填写的内容没有丢失：', idle: '十分钟无操作，密钥已收起。填写的内容没有丢失。', another: '使用另一个密钥文件', using: '正在使用密钥：', away: '收起并更换',
  },
  apply: {
    steps: '申请步骤', stepNames: { class: '选择类别', key: '制作密钥', data: '填写信息', material: '选择材料', check: '核对提交' },
    next: '下一步', back: '上一步', print: '打印', saved: '已自动保存 {0}', notSaved: '没有保存：浏览器的存储已满或者被禁用，请不要关闭本页。',
    classTitle: '申请哪一种证书', rules: '依业务规则第 {0} 版', classMissing: '请选择证书类别；更换证书的，填写原证书序列号。',
    classes: { individual: '公民以本人名义签名', organisation: '机关、事业单位、企业等以单位名义签名', staff: '单位工作人员以职务身份签名', device: '服务器、设备标识身份，由单位负责', other: '用途见证书策略' },
    purpose: '申请事由', purposeHelp: { new: '没有本类证书，或者原证书已经失效。', renewal: '信息不变，原证书到期前 {0} 日内可以办理；须制作新密钥，由原密钥签名证明。', rekey: '信息不变，更换密钥。密钥遗失、损坏的，重新查验身份。', change: '姓名、单位等信息发生变化。新证书签发后，原证书撤销。' },
    replaces: '原证书序列号', replacesHelp: '在原证书、申请结果页或者“证书与状态查询”中可以找到。', reason: '更换密钥的原因', reasonHelp: '遗失、损坏的密钥不能签名，不需要打开原密钥。', reasons: { none: '未指明', lost: '遗失', damaged: '损坏', compromised: '失密或者可能失密' } as Record<string, string>,
    basis: '依据', basisText: '业务规则 {0}', bring: '须提交的材料', checked: '身份查验方式', validity: '有效期', validityText: '最长 {0} 日，自签发时起算', course: '办理程序', courseText: '提交申请，收件，身份查验与材料审查（两名工作人员），四项告知，受理，签订协议，签发（第三名工作人员），确认接受。', fee: '收费', feeText: '以公布的标准为准；协议未约定费用的，不收取。',
    methods: { counter: '窗口当面核验', delegated_counter: '受委托机构当面核验', remote_video: '远程视频', national_identity_source: '国家身份信息源比对', organisation_source: '法人信息比对', corporate_account: '对公账户', existing_certificate: '已有有效证书签名', official_letter: '公文函件核验' } as Record<string, string>,
    keyTitle: '制作密钥', keyText: '签名密钥在本浏览器内产生，写入由口令保护的文件，由本人保存。服务机构不产生、不留存签名密钥；丢失密钥文件或者忘记口令的，不能找回，只能重新申请。', keyWay: { new: '制作新密钥', file: '使用已保存的密钥文件' },
    keyName: '证书密钥-{0}.key', keyFailed: '密钥没有制作成功，请重试；仍不成功的，更换浏览器。', keyMaking: '正在制作，约需数秒', keyMake: '制作密钥', keyMade: '密钥已制作，并已用口令试开：', keyOpened: '密钥已打开：', keyDigest: '公钥摘要（SM3）', keyOther: '另作一个密钥', keyMissing: '请先制作密钥，或者打开已保存的密钥文件。',
    keepTitle: '请保存密钥文件', keepText: '以后查询进度、签订协议、接受证书、签名、挂失和更新，都要用这个文件和口令。建议同时存入移动存储设备，分开保管。', keepSave: '保存密钥文件', keepSaved: '已经保存，请在下载位置核对：', keepDone: '密钥文件已经保存，口令已经记住', keepMissing: '保存密钥文件并勾选后，可以继续。',
    pin: { label: '设置口令', again: '再次输入口令', help: '至少 8 位，数字、字母、符号中至少两种。口令不能找回，也不要告诉任何人，包括工作人员。', short: '口令至少 8 位。', plain: '口令过于简单：数字、字母、符号中至少两种，且不能只用少数几个字符。', differs: '两次输入的口令不一致。' },
    dataTitle: '填写信息', dataNote: '带 * 的必填', groups: { holder: '写入证书的信息', papers: '证件', contact: '联系方式（不写入证书）', certificate: '其他' },
    fields: { paper: '证件种类和号码', phone: '联系电话', mail: '联系邮箱', dns: '域名', mails: '写入证书的邮箱', validity_days: '有效期（日）' } as Record<string, string>,
    labels: { individual_CN: '姓名', organisation_O: '单位名称', organisation_CN: '证书显示名称', organisation_OU: '部门', staff_O: '单位名称', staff_OU: '部门', staff_title: '职务', staff_CN: '姓名', device_O: '所属单位', device_OU: '管理部门', device_CN: '设备名称' } as Record<string, string>,
    help: {
      individual_CN: '与身份证件一致，中间的点用“·”。', staff_CN: '与身份证件一致。', organisation_O: '与登记证书一致，用全称。', staff_O: '与登记证书一致，用全称。', device_O: '与登记证书一致，用全称。', organisation_CN: '一般与单位名称相同。', device_CN: '服务器填域名，设备填名称和编号。',
      ST: '不写入的，可以不填。', L: '不写入的，可以不填。', OU: '不写入的，可以不填。', title: '不写入的，可以不填。', serialNumber: '服务机构编给持有人的编号；没有的不填，不得填写证件号码。',
      paperHidden: '只用于查验身份，证书中不出现号码原文。', paperInClear: '公开登记信息，写入证书。', phone: '用于送达通知，不写入证书。', mail: '用于送达通知，可以不填。', dns: '一行一个，如 gw.example.test。', mails: '一行一个；写入证书即公开。', validity_days: '不填的，按业务规则的最长期限。',
    } as Record<string, string>,
    daysMost: '最长 {0}', rare: '含扩展区汉字：{0}。请与证件上的字形核对。',
    faults: {
      phone: '{0}由数字和 +、-、空格、括号组成，5 至 24 位。', mail: '{0}的格式不正确，应含一个邮箱符号。', dns: '{0}的格式不正确，一行一个域名。', days: '{0}须为 1 至 {1} 的整数。', name: '{0}含有证书不能使用的字符，请删除后重新输入：',
      number_length: '{0}应为 18 位。', number_characters: '{0}含有不应出现的字符。', number_region: '{0}的行政区划部分不正确。', number_day: '{0}第 7 至 14 位不是有效的出生日期。', number_check: '{0}校验位不符，请核对第 18 位。',
    } as Record<string, string>,
    materialTitle: '选择材料', materialNote: 'PDF、OFD、JPG 或 PNG，每份不超过 2 MB', materialNeeded: '必须提交', materialMay: '按需要提交', materialRemove: '移除', materialKept: '文件不在浏览器中保存：刷新或者关闭本页后须重新选择。提交后随申请发送，加密存放。',
    fileType: '“{0}”不是可以接收的格式。请选择 PDF、OFD、JPG 或 PNG 文件。', fileSize: '“{0}”超过 2 MB，请压缩或者分开后再选。', fileEmpty: '“{0}”没有内容。',
    checkTitle: '核对与提交', oldKeyThere: '原证书的密钥已打开：', oldKeyText: '更新须由原证书的密钥签名。请打开原密钥文件：', truthful: '以上信息和材料真实、完整、准确', sensitive: '同意 {0} 为查验身份和签发证书处理证件号码、证件影像等敏感个人信息（告知书第三项）',
    missingTitle: '还有 {0} 处需要补充', missingGo: '去补充', missing: { class: '请选择证书类别。', replaces: '请填写原证书序列号。', key: '密钥没有打开，请回到“制作密钥”。', material: '缺少材料：{0}。', oldKey: '请打开原证书的密钥文件。', consent: '请勾选两项确认。' } as Record<string, string>,
    whole: '内容齐全，可以提交。提交时以所制作的密钥签名。', submit: '签名并提交',
    doneTitle: '申请已提交', doneNumber: '申请编号', doneBack: '怎样回来', doneBackText: ['打开“进度查询”，选择密钥文件并输入口令，即可看到本申请；不需要记住申请编号。', '咨询或者到受理点办理时，报申请编号。', '密钥文件和口令缺一不可，请妥善保管。'],
    doneFiles: '材料', fileStates: { waiting: '等待发送', sending: '正在发送', there: '已收到', failed: '没有收到' } as Record<string, string>, doneFilesAll: '材料已全部收到。', doneFilesAgain: '重新发送没有收到的材料', doneNext: '接下来', doneNextText: ['工作人员在两个工作日内收件，随后查验身份、审查材料。', '收件后，在“进度查询”中阅读并确认四项告知。', '受理后，用本密钥签订服务协议；签发后下载证书并确认接受。'], doneProgress: '查看进度',
    resumeTitle: '上次没有提交的申请', resumeText: '{0} 保存，{1}。打开当时制作的密钥文件（公钥摘要开头 {2}），填写的内容即恢复；材料须重新选择。', resume: '打开并继续', resumeOther: '这不是当时制作的密钥文件，内容没有打开。', resumeDrop: '放弃并重新填写',
    storedTitle: '本页在浏览器中保存什么', storedText: '证书类别、步骤和保存时间以明文保存；填写的内容用所制作的密钥加密后保存，没有密钥文件和口令不能打开。密钥、口令和材料文件不保存。提交后自动删除，只留下申请编号。', storedDrop: '删除保存的内容并重新开始',
  },
  progress: {
    openTitle: '打开申请时制作的密钥', openText: '申请属于制作的密钥，不需要账号。打开密钥文件即可看到办理情况和需要办理的事项。', remembered: '本浏览器提交过的申请：', none: '这个密钥没有正在办理的申请。申请已经拒绝、撤回或者关闭的，请输入申请编号查看。',
    actTitle: '需要办理的事项', nothing: '现在没有需要办理的事项，等待工作人员办理。本页自动更新。', noInputs: '无须填写内容，核对以上信息后签名并{0}。', promise: '提交后，服务机构在“{0}”规定的期限内办理。', speak: '朗读',
    matterRead: '已逐项阅读并理解：{0}', toTheEnd: '请阅读至末尾', mattersMissing: '四项都确认后，可以签名。', agreementSave: '下载协议全文', agreementRead: '已阅读协议全文', agreementWeighty: '已阅读并理解标明“请重点阅读”的 {0} 项责任条款', agreementMissing: '阅读全文并确认后，可以签名。', addMaterial: '补交材料',
  },
  mine: {
    openTitle: '打开证书的密钥', openText: '打开申请证书时制作的密钥文件，查看证书，办理挂失、撤销、更新和变更。', none: '这个密钥没有已签发的证书。办理中的申请，请到', sentence: '这是 {0} 的{1}，自 {2} 起有效，至 {3} 止。用它的密钥作出的签名，与手写签名或者盖章具有同等法律效力。', soon: '还有 {0} 日到期，请及时办理更新。',
    files: { certificate: '证书-{0}.pem', chain: '证书链-{0}.pem', both: '证书和证书链-{0}.pem' } as Record<string, string>, save: '下载证书', saveChain: '下载证书链', saveBoth: '下载证书和证书链', publicPage: '公众看到的查询结果',
    actTitle: '挂失、撤销和其他办理', otherActs: '可以办理', nothing: '证书没有等待持有人办理的事项。需要挂失或者撤销的，在下方选择。', replaceTitle: '更新、密钥更新和变更', replace: '办理',
  },
  three: { asking: '正在核对三种途径', agree: '三种途径结果一致', differ: '三种途径结果不一致或者没有全部取得，请稍后再查', good: '有效', unknown: '没有取得，或者签名核对不通过', listed: '已列入第 {0} 期，{1} 签发', notListed: '未列入第 {0} 期，{1} 签发', checked: '撤销列表和在线状态的签名已在本机核对。' },
  tool: {
    tabs: { verify: '验证签名', sign: '制作签名' }, local: '文件只在本机读取，不上传', verifyTitle: '验证一份签名', drop: '把文件、签名和证书一起拖到这里，或者点此一并选择', document: '签名的内容', ways: { file: '文件', text: '文本' }, signature: '签名', paste: '或者粘贴签名（Base64）', certificate: '签名人的证书', serial: '或者输入证书序列号', verify: '验证',
    tooLarge: '文件超过 256 MB，请使用下方的通用工具核对。', notSignature: '“{0}”不是 SM2 签名。', notSignatureText: '粘贴的内容不是 SM2 签名。', documentMissing: '请选择签名的文件，或者输入文本。', signatureMissing: '请选择签名文件，或者粘贴签名。', certificateMissing: '请选择签名人的证书，或者输入序列号。',
    verdicts: { ok: '签名有效', over: '签名无效', warn: '不能确定' } as Record<string, string>, verdictText: { ok: '内容在签名后没有改动，签名人是证书载明的持有人，证书当前有效。', over: '签名与内容不符，或者证书不是本机构签发。请勿据此办理，向提供者索取原件。', warn: '签名与内容相符，但证书的有效期或者状态有问题。须另行证明签名时间，才能判断。' } as Record<string, string>,
    findings: { signature: '签名与内容', chain: '签发机构', validity: '有效期', status: '当前状态', purpose: '用途' } as Record<string, string>,
    details: {
      signature_fits: '相符，签名后没有改动', signature_fitsNot: '不相符：内容被改动，或者签名、证书不是这一份', chain_ours: '由本机构签发，证书链核对至根证书', chain_notOurs: '不是本机构签发的证书', validity_within: '在有效期内', validity_notYet: '尚未生效', validity_expired: '已过期；签名时是否在有效期内，须另行证明',
      status_good: '未被撤销或冻结，三种途径一致', status_revoked: '已撤销；签名须证明在撤销之前作出', status_suspended: '已冻结；冻结期间的签名不应信赖', status_notValid: '不在有效状态', status_differ: '三种途径没有全部取得或者不一致', status_notOurs: '没有查到这张证书', status_unasked: '不是本机构的证书，未查询', purpose_toPeople: '请对照证书类别和证书策略判断是否适合本次办理',
    } as Record<string, string>,
    span: '证书有效期', at: '核对时间', signTitle: '制作一份签名', signText: '打开证书的密钥，对文件或者文本作出签名。', noCertificate: '这个密钥还没有已签发的证书，不能作出可供验证的签名。', notUsable: '证书不在有效状态，不得再用它签名。', textPlaceholder: '输入要签名的文本', textName: '签名文本.txt', sign: '签名', signed: '已作出签名：', saveSignature: '下载签名文件', saveText: '下载签名的文本', give: '把内容、签名文件和证书一起交给对方，对方在“验证签名”中核对，也可以用通用工具核对。',
  },
  batch: {
    title: '批量导入', submitTitle: '提交批量申请文件', help: 'CSV（带表头）或者 NDJSON，UTF-8，不超过 10,000 行、16 MB。每行是一份申请，含申请人自己的证书请求；受理、查验、审查、告知、签约、签发逐份办理。', template: '下载 CSV 模板', templateName: '批量申请模板.csv', choose: '选择文件', chosen: '{0}，{1} 行', unreadable: '“{0}”不能识别：须为 .csv 或者 .ndjson 文件，UTF-8 编码。', tooLarge: '“{0}”超过 16 MB。', submit: '签名并提交',
    effect: '提交后文件存入台账，逐行录入。录入人不得审查其中的申请。', list: '已提交的批次', none: '还没有批次。', number: '批次编号', at: '提交时间', rows: '行数', by: '提交人', state: '进度', finished: '已办完', running: '正在录入', progress: '成功 {0} 行，失败 {1} 行，等待 {2} 行', bar: '已录入 {0}%',
    row: '行', application: '申请编号', outcome: '结果', reason: '原因', entered: '已录入', refused: '未录入', waiting: '等待', only: '只看失败行', exportFailed: '导出失败行', resultName: '批量结果-{0}', failedName: '失败行-{0}.csv', sm3: '文件摘要（SM3）', original: '要带上原来的内容，请选择当时提交的文件', originalWrong: '这不是当时提交的文件：摘要不一致。', originalRight: '文件与当时提交的一致，可以导出或者重试失败行。', retry: '重试失败行（{0} 行）', retryText: '失败行原样组成新的批次再次提交；须修改内容的，请导出后修改。',
  },
}

export default zh
