// The working calendar.
const zh = {
  calendar: {
    title: '法定节假日', enter: '录入放假通知', number: '通知文号', file: '年度文件', help: '文件格式同 rules/calendar 中各年的文件，source 写明通知名称和同一文号。录入后可先看期限变动，由另一人确认后生效。', tooLarge: '文件超过 64 KiB。',
    enterEffect: '签名后录入这份通知，尚不改变任何期限；由另一人确认后重新计算。', confirm: '确认通知', confirmEffect: '签名后按这份通知重新计算全部在办期限，每项变动记入台账，原期限保留备查。不能撤回，只能再录入一份更正。',
    notices: '录入的通知', none: '没有录入过通知。', states: { open: '待确认', superseded: '已有更新的一份', counting: '已确认，正在重新计算', counted: '已重新计算，变动期限 {0} 项' } as Record<string, string>, by: '{0} 录入，{1}', confirmedBy: '{0} 确认，{1}', look: '查看期限变动', moves: '将变动期限 {0} 项（本人可见的案件）', case: '案件', clock: '期限', old: '原截止日', new: '新截止日', year: '年度', digest: '文件 SM3',
    official: '正式', provisional: '暂定', off: '放假 {0} 日', makeUp: '调休上班 {0} 日',
  },
}
export default zh
