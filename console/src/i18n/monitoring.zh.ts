// What providers are held to by network monitoring.
const zh = {
  monitoring: {
    title: '监测设定', new: '设定监测依据', set: '设定', none: '没有被监测的机构。', meaning: '监测只访问公开地址。依据取自机构的备案和公布的业务规则；机构的访问地址由系统管理员在配置中登记（monitoring.providers）。', provider: '机构', code: '统一社会信用代码', name: '机构名称（与资质证书一致）', round: '最近一轮', last: '最近一轮时间', next: '下一轮', every: '间隔（分钟）', minutes: '{0} 分钟', setAt: '设定时间', digest: '监测依据 SM3', text: '监测依据全文',
    marks: { ok: '未发现问题', warn: '发现 {0} 项', over: '逾时未监测，最近一轮发现 {0} 项', info: '尚未监测' } as Record<string, string>,
    effect: '签名后按此监测该机构，原来的依据不再使用，立即开始一轮；记入台账。', periods: '承诺的期限', periodsText: '撤销列表 {0} 分钟，在线状态 {1} 分钟，台账树头 {2} 分钟', crl_minutes: '撤销列表至少每（分钟）', ocsp_minutes: '在线状态应答至多（分钟）', head_minutes: '台账树头至多（分钟）', regionHelp: '住所地；不选的，只由国家密码管理局监测。', everyHelp: '{0} 至 {1}；不填的，按本机关的设置。', asOffice: '按本机关的设置',
    ocsp: '在线状态地址', canaries: '每轮查询的证书序列号', canariesHelp: '一行一个，十六进制，属于第一个签发机构。', authorities: '签发证书和撤销列表', authority: '签发机构', certificate: '签发机构证书', noCertificate: '没有选择', lists: '撤销列表地址（一行一个）', pages: '公布的文件', page: '文件', kind: '种类', kinds: { cps: '业务规则', cp: '证书策略', licence: '资质公示' } as Record<string, string>, sm3: '备案时的 SM3', fromFile: '由文件计算',
    ledger: '存证台账', noLedger: '不监测', addLedger: '监测台账', dropLedger: '不监测台账', origin: '台账名称', checkpoint: '树头地址', tiles: '树块地址前缀', ledgerKey: '树头公钥或者证书', keyThere: '公钥', reachHelp: '地址从“/”开始，不含主机名。', notCertificate: '“{0}”不是证书或者公钥。',
    bad: { provider: '统一社会信用代码不正确', name: '请填写机构名称', minutes: '三个期限须为 1 至 527040 的整数', every: '间隔须为 {1} 至 {2} 的整数', ocsp: '在线状态地址须从“/”开始', canaries: '序列号须为十六进制，至多 20 字节', noAuthority: '至少要有一个签发机构', certificate: '签发机构 {0}：请选择证书', lists: '签发机构 {0}：撤销列表地址须从“/”开始', page: '文件 {0}：请选择种类，地址从“/”开始', pageSm3: '文件 {0}：SM3 须为 64 位十六进制', ledger: '请填写台账名称，地址从“/”开始', ledgerKey: '请选择树头公钥或者证书', tooMany: '每种至多 {3} 项' } as Record<string, string>,
  },
}
export default zh
