// The file of a case (案卷): what was done in it, its documents and the files of its steps in one archive
// (ustar.hpp), with a catalogue that says of each its SM3. Written by `yinxin case export`, checked by
// `yinxin-audit case`. The catalogue is not signed: what each step named stands in the ledger.
#pragma once

#include "proof/merkle.hpp"
#include "proof/report.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {

inline constexpr std::string_view kCaseCatalogue = "catalogue.json";     // the last file
inline constexpr std::string_view kCaseContents = "目录.txt";            // the same for people
inline constexpr std::size_t kMaxCatalogueBytes = std::size_t{8} << 20;  // ours: some 30,000 steps

struct CaseCatalogue {
  static constexpr std::uint64_t kFormat = 1;

  struct Step {
    std::uint64_t position = 0;
    std::string event;
    std::string title;
    std::string at;  ///< YYYY-MM-DDTHH:MM:SSZ
    std::string actor;
  };
  struct Entry {
    std::string path;  ///< in the archive
    std::string title;
    std::uint64_t size = 0;
    Hash sm3{};
  };
  /// What belongs to the case and is not in the archive.
  struct Absent {
    std::string title;
    std::string why;
  };

  std::string number;
  std::string title;    ///< of the procedure
  std::string made_by;  ///< who exported it
  base::Time made_at;   ///< whole seconds
  std::vector<Step> steps;
  std::vector<Entry> entries;  ///< in the order of the archive
  std::vector<Absent> absent;

  /// Indented JSON with a newline at the end: {"format":1,"number","title","made_by","made_at",
  /// "steps":[{"position","event","title","at","actor"}…],"entries":[{"path","title","size","sm3"}…],
  /// "absent":[{"title","why"}…]}
  std::string to_json() const;
  /// In the forms of JsonObject::parse(). Errors: Malformed `proof.json`, `base.time`; Refused `proof.case.newer`.
  static base::Result<CaseCatalogue> parse(std::string_view json);
};

class CaseArchiveWriter {
 public:
  /// `catalogue` has everything but its entries.
  explicit CaseArchiveWriter(CaseCatalogue catalogue)
      : catalogue_(std::move(catalogue)), tar_(catalogue_.made_at) {}

  /// Errors: those of TarWriter::add().
  base::Result<void> add(std::string path, std::string title, base::ByteView content);
  void lacks(std::string title, std::string why) {
    catalogue_.absent.push_back({std::move(title), std::move(why)});
  }
  /// Adds the contents for people, and the catalogue. Errors: as add().
  base::Result<base::Bytes> finish() &&;

 private:
  CaseCatalogue catalogue_;
  TarWriter tar_;
};

/// Each file against the catalogue, each entry of the catalogue against the files, that nothing else is there
/// and that the contents for people say the same; what is absent is noted.
Report check_case_archive(base::ByteView archive);

}  // namespace yinxin::proof
