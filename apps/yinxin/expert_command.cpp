#include "expert_command.hpp"

#include <array>

#include "proof/draw.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxFields = 20;    // of an expert
constexpr std::size_t kMaxNotes = 10000;  // conflicts or records of one

using Names = std::array<std::pair<std::string_view, std::string_view>, 7>;
constexpr Names kExpertWords{{{"admitted", "已入库"},
                              {"suspended", "暂停"},
                              {"investigated", "调查中"},
                              {"removed", "已移出"},
                              {"good", "合格"},
                              {"faulty", "有瑕疵"},
                              {"wrong", "结论失实"}}};
constexpr Names kExpertEvents{{{"sample_work", "抽查评审质量"},
                               {"investigate", "启动责任追究"},
                               {"clear", "不追究"},
                               {"suspend", "暂停"},
                               {"suspension_ends", "暂停期满"},
                               {"remove", "移出"},
                               {"leave", "退出"}}};

std::string zh_of(const Names& names, const std::string& word) {
  for (const auto& [code, zh] : names) {
    if (code == word) return std::string(zh);
  }
  return word;
}

void print_expert(std::ostream& out, const JsonReader& one) {
  out << one.text("number") << "  " << one.text("name") << "  " << one.text("employer") << "  "
      << zh_of(kExpertWords, one.text("status"));
  if (const auto until = one.optional_text("suspended_to")) out << "至 " << *until;
  if (const auto account = one.optional_text("account")) out << "  账户 " << *account;
  out << "\n  专业：";
  for (const std::string& field : one.texts("fields", kMaxFields)) out << " " << field;
  out << "\n";
  for (const JsonReader& conflict : one.objects("conflicts", kMaxNotes)) {
    out << "  利益关系：" << conflict.text("against") << "（" << conflict.text("kind") << "）";
    if (const auto until = conflict.optional_text("until")) out << "，至 " << *until;
    out << "\n";
  }
  for (const JsonReader& record : one.objects("records", kMaxNotes)) {
    out << "  " << record.text("on") << " " << zh_of(kExpertEvents, record.text("event"));
    if (const auto quality = record.optional_text("quality"))
      out << "：" << zh_of(kExpertWords, *quality) << "，案件 " << record.text("reviewed");
    out << "\n";
  }
}

}  // namespace

Result<void> expert_list(const ExpertListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target = "/experts?status=" + http::percent_encode(options.status) +
                             "&field=" + http::percent_encode(options.field);
  YX_TRY(const JsonReader list, remote.get_json(target));
  for (const JsonReader& one : list.objects("experts", proof::kMaxDrawPool)) print_expert(out, one);
  return {};
}

Result<void> expert_pool(const ExpertPoolOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target = "/experts/pool?matter=" + http::percent_encode(options.matter) +
                             "&field=" + http::percent_encode(options.field);
  YX_TRY(const JsonReader shown, remote.get_json(target));
  for (const JsonReader& one : shown.objects("pool", proof::kMaxDrawPool)) {
    out << one.text("id");
    if (const auto ground = one.optional_text("ground")) out << " " << *ground << " " << one.text("reason");
    out << "\n";
  }
  return {};
}

}  // namespace yinxin::command_line
