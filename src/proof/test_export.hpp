// An exported ledger in memory, for tests that change one thing in it.
#pragma once

#include "proof/ledger_check.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof::test {

/// A folder in memory.
class MemoryFolder : public ExportFolder {
 public:
  std::map<std::string, std::string, std::less<>> files;

  base::Result<LineSource> lines(std::string_view name) const override {
    const auto found = files.find(name);
    if (found == files.end()) return missing(name);
    return LineSource([rest = found->second]() mutable -> base::Result<std::optional<std::string>> {
      if (rest.empty()) return std::optional<std::string>();
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string line = rest.substr(0, end);
      rest.erase(0, end + 1);
      return std::optional<std::string>(std::move(line));
    });
  }
  base::Result<base::Bytes> read(std::string_view name, std::size_t max_bytes) const override {
    const auto found = files.find(name);
    if (found == files.end()) return missing(name);
    EXPECT_LE(found->second.size(), max_bytes);
    return base::to_bytes(found->second);
  }

 private:
  static base::Error missing(std::string_view name) {
    return base::make_error(base::ErrorKind::NotFound, "base.file.missing", std::string(name));
  }
};

/// A world with three certificates and enough entries for a second tile, and its export.
struct Desk {
  World world;
  std::vector<Party> holders;
  MemoryFolder folder;

  Desk() {
    for (int i = 0; i < 3; ++i) {
      holders.push_back(party(Kind::Holder, "测试单位", "持有人" + std::to_string(i)));
      holders.back().certify(world.issuing);
    }
    for (int i = 0; i < 300; ++i) {
      const std::string id = "application/" + std::to_string(i);
      if (i % 100 == 50) {
        issue(static_cast<std::size_t>(i / 100));
      } else {
        world.act(ActCode::ApplicationSubmitted, "2026-03-01T00:00:00Z", id);
      }
    }
    write();
  }

  void issue(std::size_t who) {
    std::swap(world.holder, holders[who]);
    world.act(ActCode::Issued, "2026-03-01T00:00:00Z", world.object(), true);
    std::swap(world.holder, holders[who]);
  }
  std::string certificate_line(std::uint64_t seq, std::size_t who) const {
    ExportedCertificate row;
    row.seq = seq;
    row.der = base::to_bytes(holders[who].certificate->der());
    return row.to_json() + "\n";
  }

  /// Writes the folder as the world stands.
  void write() {
    folder.files.clear();
    std::string& entries = folder.files["entries.jsonl"];
    for (const LedgerEntry& entry : world.entries) entries += entry.to_json() + "\n";
    std::string& heads = folder.files["tree-heads.txt"];
    for (const std::uint64_t size :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{77}, std::uint64_t{256}, world.entries.size()}) {
      if (size <= world.entries.size()) heads += world.head_at(size, world.head_time).to_text() + "\n";
    }
    folder.files["certificates.jsonl"] =
        certificate_line(50, 0) + certificate_line(150, 1) + certificate_line(250, 2);
    folder.files["authorities.pem"] = world.root.certificate->to_pem() + world.issuing.certificate->to_pem() +
                                      world.service.certificate->to_pem();
    TileWriter tiles([&](const TileId& tile, std::span<const Hash> hashes) -> base::Result<void> {
      std::string& content = folder.files[tile.path()];
      for (const Hash& hash : hashes) content += base::as_text(hash);
      return {};
    });
    for (const LedgerEntry& entry : world.entries) EXPECT_TRUE(tiles.append(leaf_hash(entry.leaf)));
    EXPECT_TRUE(tiles.flush());
  }

  /// Replaces the line of entries.jsonl with this seq.
  void edit(std::uint64_t seq, const std::function<void(LedgerEntry&)>& change) {
    LedgerEntry entry = world.entries.at(seq);
    const std::string before = entry.to_json();
    change(entry);
    std::string& text = folder.files["entries.jsonl"];
    text.replace(text.find(before), before.size(), entry.to_json());
  }
  Report check(bool with_root = true) const {
    LedgerTrust trust;
    if (with_root) trust.roots.push_back(*world.root.certificate);
    if (!with_root) trust.tree_head_keys.push_back(world.service.key.public_key());
    return verify_ledger(folder, trust);
  }
};

}  // namespace yinxin::proof::test
