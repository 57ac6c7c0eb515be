// The licence application in steps.
const zh = {
  wizard: {
    title: '资质申请', steps: '申请步骤', check: '核对与报送', standing: { ok: '齐全', warn: '有缺少', over: '有必须补正的' } as Record<string, string>, papersTitle: '材料文件', paper: '材料', files: '文件', addition: '其他附件', absent: '未提供', also: '已含于', lost: '内容没有保存，请重新选择', unreadable: '文件没有读出，请重新选择。',
    filesHelp: '可以接收 {0}，全部文件合计不超过 {1} MB。一份文件包含几项材料的，选择一次，其余在“已含于”中选它。文件留在本页，报送时打成一个材料包。', roster: '按人员名册填入', otherRules: '现行流程规则没有材料清单，请逐项报送：',
    keeping: { none: '尚未填写', saving: '正在保存', failed: '没有保存：浏览器的存储已满或者被禁用，请不要关闭本页', token: '此智能密码钥匙不保存加密草稿的密钥，草稿只在本页保留，关闭或者刷新即失去', other: '本机有一份由另一把密钥封存的草稿，没有打开；填写后将被替换' } as Record<string, string>, keptHow: '草稿连同文件用本人的密钥文件加密，保存在本机浏览器中；重新登录后自动恢复，报送后删除。他人不能打开。',
    drop: '删除草稿', dropText: '填写的内容和选择的文件将从本机删除，不能恢复。',
    precheck: '预检', precheckNote: '材料是否齐全由受理机关审查，缺少材料的也可以报送。', whole: '填写完整，材料齐全。', stops: '须先补正 {0} 处，否则不能报送', lacks: '缺少 {0} 项，可能被要求补正（第八条）', go: '去补充', missingCount: '预检发现 {0} 处', stopped: '还有 {0} 处必须补正，没有报送。填写的内容已保留。',
    found: { paper: '{0}：缺少{1}', section: '{0}：没有文件', lost: '“{0}”的内容没有保存，请重新选择', equity: '股权比例合计为万分之 {0}，应为万分之 10000', foreign: '股东中有外资，“有外商投资”应为“是”', creditCode: '统一社会信用代码校验不符，请核对', noMaterial: '还没有任何材料文件', tooLarge: '材料合计约 {0}，超过一次报送的限额' } as Record<string, string>,
    toWhom: '报送', print: '打印申请汇总表', sheet: '电子政务电子认证服务机构资质申请汇总表', entered: '填写的内容', materialsCaption: '申请材料（第七条）', packageSm3: '材料包 SM3', promise: '本单位承诺：以上内容和材料真实、完整、有效，与原件一致。', signRepresentative: '法定代表人（签字）：', signUnit: '单位（盖章）：', signDay: '日期：',
    listName: '材料清单.csv', listColumns: '序号;法定材料;材料;文件;大小（字节）;SM3', packageName: '{0}资质申请材料.zip',
    papers: {
      form: { application_form: '资质申请表' }, legal_person: { legal_person_certificate: '法人资格证书' }, funds: { registered_capital: '注册资本情况', capital_structure: '资本结构情况', equity: '股权结构情况', operating_funds: '运营资金保障情况' }, premises: { premises: '运营场所情况' },
      systems: { construction_report: '系统建设工作报告', technical_report: '技术工作报告', security_design: '安全性设计报告', security_policy: '安全管理策略和规范', conformity_report: '标准符合性自评估报告', software_list: '软件清单', hardware_list: '硬件清单', standards_proof: '符合国家有关安全标准的情况' },
      staff: { staff: '专业人员情况' }, long_term: { ability: '长期服务和质量保障能力说明', commitment: '长期服务和质量保障承诺' }, management: { business: '业务运营管理体系', system_operation: '系统运行管理体系', personnel: '人员管理体系', archives: '档案管理体系', secrecy: '安全保密管理体系' },
    },
  },
}
export default zh
