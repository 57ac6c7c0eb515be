// The acceptor's work place at a regulator's office: materials beside the checklist, phrases, paper at the counter.
const zh = {
  intake: {
    title: '受理', lead: '收件、形式审查、一次告知补正、受理或者不予受理（第七条、第八条）。', paper: '纸质申请收件', none: '没有待受理的申请。', queue: '待受理和待补正', casePage: '案件页',
    viewer: '申请材料', chooseFile: '选择文件', choosePaper: '选择材料', noFiles: '本案还没有文件。', open: '查看', reason: '查看原因', reasonMissing: '密件须填写查看原因，您的查看将被记录。', reasonUsual: '形式审查', packageOf: '材料包内 {0} 份文件', notZip: '文件不是可以展开的压缩包，请下载后查看。', other: '其他文件', noPreview: '此类文件不在页面内显示，请下载后查看。', same: '内容与 SM3 一致（在本机核对）', previous: '上一份', next: '下一份',
    checklist: '形式审查核对表', marks: { good: '符合', bad: '需补正' } as Record<string, string>, marked: '已核对 {0} / {1} 项', unmarked: '还没有核对表。由受理员逐项核对后提交。', fault: '问题', request: '补正要求', addFault: '再加一项问题', dropFault: '删除此项', phrases: '常用语', phrasesFor: '{0}的常用语', seePaper: '看材料', lacking: '尚未核对或者缺少内容：{0}。', readOnly: '核对表由{0}提交，供审核时使用。', sheetOther: '核对表不是在受理台填写的，请在材料中查看。', sheetFile: '形式审查核对表.csv', summary: '{0} 项符合，{1} 项需补正，共 {2} 个问题',
    noticeOnce: '补正只能一次告知。以下列出 {0} 项，签发后不能再增加要求。', noticeNone: '核对表没有需补正的问题，不能告知补正。', told: '已于 {0} 一次告知补正，不能再次告知。仅涉及补正内容的，由省局负责人批准后再次告知。', fillNotice: '按核对表填写补正内容',
    acts: '办理', complete: '材料齐全、符合规定形式：{0}', documents: '文书和回执', afterTold: '告知后请在“文书和回执”制作补正告知书，并送达申请人。',
    packing: '纸质材料扫描件', packNote: '逐项扫描上传，填写纸质页数。扫描件在本机合成一个材料包，附材料目录和每份文件的 SM3；签名之前不提交。', scans: '扫描件', pages: '页数', pagesBad: '请填写{0}的页数。', addScans: '选择扫描件', packNow: '合成材料包并上传', packAgain: '重新合成并上传', packed: '材料包已上传：{0} 项材料，{1}', notScan: '“{0}”不是 PDF、OFD 或者图片。', noScans: '请至少选择一份扫描件。', tooLarge: '材料包共 {0}，超过 {1}，请降低扫描分辨率后重试。', changedSince: '扫描件有变动，请重新合成并上传。', packMissing: '请先合成材料包并上传。',
    paperTitle: '纸质申请收件', paperLead: '申请人递交纸质材料的，由受理员登记、扫描，当场出具收件回执。收到之日即为收件日期。', applicant: '申请人信用代码', applicantHelp: '与营业执照或者法人证书核对。', applicantBad: '统一社会信用代码不正确，请核对 18 位和校验位。', paperPrint: '收件后在“文书和回执”制作并打印收件回执，交申请人。',
  },
}
export default zh
