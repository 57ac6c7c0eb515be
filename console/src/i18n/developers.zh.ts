// What integrators read.
const zh = {
  developers: {
    title: '集成开发', lead: '业务系统核对证书和签名，只需要本页列出的公开接口，不需要登记或者密钥。各接口的完整说明见随软件提供的接口文件。',
    steps: '核对一份签名', stepTexts: ['装入根证书和签发机构证书，与资质公示或者线下渠道公布的摘要核对。', '核对证书由签发机构签名（SM2 与 SM3，区分标识 1234567812345678）。', '查询证书状态：在线状态 OCSP、撤销列表 CRL、网页查询，三者取其一，重要事项同时取两种。', '用证书中的公钥核对文件的签名。签名为 DER 编码，文件改动一个字即不相符。'],
    addresses: '公开接口', what: '用途', address: '地址', names: { ocsp: '在线状态（OCSP）', crls: '撤销列表一览', crl: '撤销列表（完整、增量）', status: '证书状态（JSON）', contents: '证书内容（JSON）', authorities: '机构证书一览', chain: '证书链（PEM）', rules: '业务规则和证书策略', checkpoint: '存证树头', licence: '资质证书' }, files: '下载证书链和撤销列表',
    ocspNote: '请求可以用 SHA-1、SHA-256 或者 SM3 标识证书；随机数可选。没有随机数的应答可以缓存到“下次更新”为止。', rateNote: '网页查询有次数限制，超过时返回 429 和 Retry-After 标头。批量核对请用撤销列表。',
    samples: '示例程序', samplesText: '三个程序做同样的事：核对签发机构，分别以网页查询和 OCSP 查询状态（核对 OCSP 应答的签名），再核对一份文件的签名；全部有效时退出码为 0。可以直接编译运行，随本软件的测试一起验证。', languages: { cpp: 'C++（需要 OpenSSL 3.0）', java: 'Java（需要 JDK 11）', javascript: 'JavaScript（需要 Node.js 18）' }, run: '运行', download: '下载程序', copyText: '程序全文',
    test: '测试证书', testText: '演示环境的证书只用于测试。申请一张测试证书：在“证书申请”中以任意虚构信息填报，由演示的工作人员办理，在“进度查询”领取；也可以输入已知的序列号下载。', testNone: '本环境不是演示环境，不提供测试证书。请在演示环境中联调。', testSerial: '证书序列号', testFetch: '下载证书和证书链', testMissing: '没有查到这个序列号。', testFile: '证书-{0}.pem', chainFile: '证书链-{0}.pem',
    errors: '错误代码', errorsText: '接口出错时返回问题文档（RFC 9457）。代码稳定不变，供程序判断；说明供人阅读。', errorsFind: '按代码或者说明查找', errorsCount: '{0} 个代码', code: '代码', zh: '说明', en: '英文说明', errorsMore: '全部显示', none: '没有符合的代码。',
  },
}
export default zh
