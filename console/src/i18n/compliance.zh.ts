// The provider's duties: the year's calendar and the conditions of its licence.
const zh = {
  duties: {
    title: '年度义务', lead: '{0} 年', earlier: '上一年', later: '下一年', open: '只列待办和逾期的', none: '本年没有需要办理的事项。', month: '{0} 月', quiet: '本月没有事项。', count: '待办 {0} 项，逾期 {1} 项', opens: '开立', ends: '最后一日', provisional: '暂定', penalty: '罚则 {0}',
    states: { coming: '未到', open: '办理中', done: '已办', overdue: '逾期' } as Record<string, string>,
  },
  conditions: {
    title: '资质条件', note: '第六条、第三十四条', asOf: '截至 {0}', states: { green: '符合', red: '不符合', unknown: '未核实' } as Record<string, string>, needs: '要求：{0}', verified: '核实于 {0}', ending: '九十日内合同到期 {0} 人', how: '未核实指没有登记，或者登记已超过十二个月。专业人员按名册计算。',
  },
}
export default zh
