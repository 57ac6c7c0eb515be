#include "draw_command.hpp"

#include <algorithm>
#include <thread>

#include "base/files.hpp"
#include "crypto/random.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"
#include "proof/draw.hpp"
#include "proof/note.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxShareFile = 256;
constexpr std::size_t kMaxStatement = 16 * 1024;
constexpr std::size_t kDrawers = 2;
constexpr std::size_t kMaxDraws = 200;  // of a page
constexpr std::chrono::milliseconds kHeadPatience{10'000};
constexpr std::chrono::milliseconds kRetry{250};

std::string draw_path(const std::string& draw) {
  return "/draws/" + http::percent_encode(draw);
}

/// "id", or "id ground reason…".
Result<proof::PoolMember> read_line(const std::string& line) {
  proof::PoolMember member;
  const std::size_t first = line.find(' ');
  member.id = line.substr(0, first);
  if (first == std::string::npos) return member;
  const std::size_t second = line.find(' ', first + 1);
  if (second == std::string::npos)
    return make_error(ErrorKind::Malformed, "yinxin.draw.pool", "a ground needs a reason: " + line);
  YX_TRY(const proof::ExclusionGround ground,
         proof::parse_exclusion_ground(line.substr(first + 1, second - first - 1)));
  member.excluded = proof::Exclusion{ground, line.substr(second + 1)};
  return member;
}

Result<std::vector<proof::PoolMember>> read_pool(const std::string& file) {
  YX_TRY(const base::Bytes octets, read_input(file));
  std::vector<proof::PoolMember> pool;
  std::string_view rest = base::as_text(octets);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    auto member = read_line(line);
    if (!member)
      return make_error(ErrorKind::Malformed, "yinxin.draw.pool",
                        file + ":" + std::to_string(number) + ": " + member.error().detail);
    pool.push_back(*std::move(member));
  }
  return pool;
}

Result<void> write_wanted(JsonWriter& json, const DrawWanted& wanted) {
  std::vector<proof::PoolMember> pool;
  if (!wanted.pool.empty()) {
    YX_TRY(pool, read_pool(wanted.pool));
  }
  json.integer("places", wanted.places);
  if (!wanted.field.empty()) json.text("field", wanted.field);
  json.array("pool", [&] {
    for (const proof::PoolMember& member : pool) {
      json.object([&] {
        json.text("id", member.id);
        if (!member.excluded) return;
        json.text("ground", proof::exclusion_ground_name(member.excluded->ground));
        json.text("reason", member.excluded->reason);
      });
    }
  });
  json.array("officers", [&] {
    for (const std::string& account : wanted.drawers) json.item(account);
  });
  return {};
}

std::string state_zh(const std::string& state) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kStates{
      {{"pooled", "已公布抽取池"},
       {"committed", "已承诺"},
       {"revealed", "已公开一份份额"},
       {"drawn", "已抽取"},
       {"redrawn", "已重新抽取"}}};
  for (const auto& [word, zh] : kStates) {
    if (word == state) return std::string(zh);
  }
  return state;
}

void print_selected(std::ostream& out, const JsonReader& draw) {
  const auto selected = draw.texts("selected", proof::kMaxDrawPool);
  for (std::size_t i = 0; i < selected.size(); ++i) out << "  第 " << i + 1 << " 位 " << selected[i] << "\n";
}

void print_receipt(std::ostream& out, const JsonReader& receipt) {
  out << "抽取 " << receipt.text("id") << " " << state_zh(receipt.text("state")) << "\n";
  print_selected(out, receipt);
}

Result<void> state_at(SignedRemote& remote, const std::string& target, const std::string& body,
                      const std::string& id_out, std::ostream& out) {
  YX_TRY(const JsonReader receipt, remote.post_json(target, body));
  if (!id_out.empty()) YX_CHECK(write_public(id_out, base::as_bytes(receipt.text("id") + "\n")));
  print_receipt(out, receipt);
  out << "  声明 SM3 " << base::to_hex(crypto::sm3(base::as_bytes(receipt.text("statement", kMaxStatement))))
      << "，已入存证台账\n";
  return {};
}

/// The statement as the server gives it, once the pool and the officers that it shows are those of it: an
/// officer commits to what they have seen.
Result<proof::DrawStatement> seen_statement(SignedRemote& remote, const std::string& draw,
                                            const std::string& officer) {
  const auto other = [](const char* what) {
    return make_error(ErrorKind::Refused, "yinxin.draw.statement", what);
  };
  YX_TRY(const JsonReader shown, remote.get_json(draw_path(draw)));
  YX_TRY(const proof::DrawStatement statement,
         proof::DrawStatement::parse(shown.text("statement", kMaxStatement)));
  std::vector<proof::PoolMember> pool;
  for (const JsonReader& one : shown.objects("pool", proof::kMaxDrawPool)) {
    proof::PoolMember member;
    member.id = one.text("id");
    if (const auto ground = one.optional_text("ground")) {
      YX_TRY(const proof::ExclusionGround word, proof::parse_exclusion_ground(*ground));
      member.excluded = proof::Exclusion{word, one.text("reason")};
    }
    pool.push_back(std::move(member));
  }
  if (!proof::check_pool(pool) || proof::pool_root(pool) != statement.pool ||
      pool.size() != statement.members)
    return other("the pool shown is not that of the statement");
  if (statement.draw != draw) return other("the statement of another draw");
  const auto& names = statement.officers;
  if (std::find(names.begin(), names.end(), officer) == names.end())
    return other("not one of the two who draw");
  return statement;
}

/// "<draw> <64 hexadecimal digits>": a share that was opened once is known to all, and serves no other draw.
Result<proof::DrawShare> read_share(const std::string& file, const std::string& draw) {
  const auto bad = [&](const std::string& why) {
    return make_error(ErrorKind::Malformed, "yinxin.draw.share", file + ": " + why);
  };
  YX_TRY(const base::Bytes octets, base::read_file(file, kMaxShareFile));
  std::string text(base::as_text(octets));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return bad("not a share");
  if (text.substr(0, space) != draw) return bad("the share of another draw");
  const auto hex = base::from_hex(text.substr(space + 1));
  proof::DrawShare share{};
  if (!hex || hex->size() != share.size()) return bad("not a share");
  std::copy(hex->begin(), hex->end(), share.begin());
  return share;
}

/// On disk before anything is signed: a commitment whose share is lost can never be opened.
Result<proof::DrawShare> make_share(const std::string& file, const std::string& draw) {
  auto there = read_share(file, draw);
  if (there || there.error().kind != ErrorKind::NotFound) return there;
  const base::Bytes made = crypto::random_bytes(proof::kDrawShareSize);
  YX_CHECK(write_secret(file, base::as_bytes(draw + " " + base::to_hex(made) + "\n")));
  return read_share(file, draw);
}

}  // namespace

Result<void> draw_state(const DrawStateOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    json.text("purpose", options.purpose).text("matter", options.matter);
    written = write_wanted(json, options);
  });
  if (!written) return written;
  return state_at(remote, "/draws", json.text(), options.id_out, out);
}

Result<void> draw_redraw(const DrawRedrawOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    json.text("reason", options.reason);
    written = write_wanted(json, options);
  });
  if (!written) return written;
  return state_at(remote, draw_path(options.draw) + "/redraw", json.text(), options.id_out, out);
}

Result<void> draw_commit(const DrawCommitOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string name = "officer/" + options.as.officer;
  YX_TRY(const proof::DrawStatement statement, seen_statement(remote, options.draw, name));
  YX_TRY(const proof::DrawShare share, make_share(options.share, options.draw));
  const proof::Hash digest = statement.digest();
  proof::SignedNote note;
  note.body = proof::commitment_body(name, digest, proof::draw_commitment(name, digest, share));
  YX_TRY(const auto signature, crypto::sm2_sign(remote.key(), base::as_bytes(note.body)));
  YX_CHECK(note.add(name, remote.key().public_key(), signature));
  JsonWriter json;
  json.object([&] { json.text("note", note.to_text()); });
  YX_TRY(const JsonReader receipt, remote.post_json(draw_path(options.draw) + "/commitments", json.text()));
  print_receipt(out, receipt);
  out << "  份额保存在 " << options.share << "，公开之前不得给任何人看\n";
  return {};
}

Result<void> draw_reveal(const DrawCommitOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const proof::DrawShare share, read_share(options.share, options.draw));
  JsonWriter json;
  json.object([&] { json.text("share", base::to_hex(share)); });
  YX_TRY(const JsonReader receipt, remote.post_json(draw_path(options.draw) + "/shares", json.text()));
  print_receipt(out, receipt);
  return {};
}

Result<void> draw_list(const DrawListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string target = "/draws?limit=" + std::to_string(kMaxDraws);
    if (!options.matter.empty()) target += "&matter=" + http::percent_encode(options.matter);
    if (!after.empty()) target += "&after=" + http::percent_encode(after);
    YX_TRY(const JsonReader page, remote.get_json(target));
    for (const JsonReader& one : page.objects("draws", kMaxDraws)) {
      out << one.text("id") << "  " << one.text("purpose_zh") << "  " << one.text("matter") << "  "
          << one.text("zh") << "\n";
    }
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

Result<void> draw_show(const DrawShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader draw, remote.get_json(draw_path(options.draw)));
  out << "抽取 " << draw.text("id") << " " << draw.text("zh") << "\n"
      << "  " << draw.text("purpose_zh") << "  " << draw.text("matter") << "  共 "
      << draw.integer("members", 0, INT64_MAX) << " 名，抽取 " << draw.integer("places", 0, INT64_MAX)
      << " 名\n";
  if (const auto first = draw.optional_text("replaces"))
    out << "  替代 " << *first << "，理由：" << draw.text("reason") << "\n";
  if (const auto next = draw.optional_text("replaced_by")) out << "  已由 " << *next << " 替代\n";
  for (const JsonReader& drawer : draw.objects("drawers", kDrawers)) {
    out << "  " << drawer.text("officer") << (drawer.boolean("committed") ? " 已承诺" : " 未承诺")
        << (drawer.boolean("revealed") ? "，已公开份额" : "") << "\n";
  }
  for (const JsonReader& member : draw.objects("pool", proof::kMaxDrawPool)) {
    const auto ground = member.optional_text("ground_zh");
    if (ground)
      out << "  回避 " << member.text("id") << "（" << *ground << "）" << member.text("reason") << "\n";
  }
  print_selected(out, draw);
  return {};
}

Result<void> draw_file(const DrawFileOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target = draw_path(options.draw) + "/record";
  auto record = remote.get(target);
  for (auto left = kHeadPatience;
       !record && record.error().code == "supervision.draw.not_covered" && left.count() > 0; left -= kRetry) {
    std::this_thread::sleep_for(kRetry);
    record = remote.get(target);
  }
  if (!record) return std::move(record).error();
  YX_CHECK(write_public(options.out, *record));
  out << "已写入 " << options.out << "，SM3 " << base::to_hex(crypto::sm3(*record))
      << "；任何人可用 yinxin-audit draw 核验并重做\n";
  return {};
}

}  // namespace yinxin::command_line
