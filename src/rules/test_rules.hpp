// The rules of this tree, and copies of them with one thing changed.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "rules/coverage.hpp"

namespace yinxin::rules::testing {

namespace fs = std::filesystem;

/// Of this tree; or the copy that tools/mutate_rules takes something out of.
inline const fs::path kRules = [] {
  const char* copy = std::getenv("YX_TEST_RULES");
  return fs::path(copy != nullptr && *copy != '\0' ? copy : YX_SOURCE_DIR "/rules");
}();

inline const Procedures& procedures() {
  static const Procedures kProcedures = [] {
    auto loaded = procedure::load_all(kRules / "procedures");
    if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
    return *std::move(loaded);
  }();
  return kProcedures;
}

inline const Book& book() {
  static const Book kBook = load(kRules).book;
  return kBook;
}

/// A folder with links to every file of rules/, one of them changed; gone with the object.
class Changed {
 public:
  Changed(const std::string& file, std::string_view old, std::string_view now) {
    std::string name = (fs::temp_directory_path() / "yinxin-rules-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder: " + name);
    folder_ = name;
    for (const auto& entry : fs::directory_iterator(kRules)) {
      if (entry.path().filename() != file)
        fs::create_symlink(entry.path(), folder_ / entry.path().filename());
    }
    std::ostringstream whole;
    whole << std::ifstream(kRules / file).rdbuf();
    std::string text = whole.str();
    const std::size_t at = text.find(old);
    if (at == std::string::npos) throw std::runtime_error("not in " + file + ": " + std::string(old));
    text.replace(at, old.size(), now);
    std::ofstream(folder_ / file) << text;
  }
  Changed(const Changed&) = delete;
  Changed& operator=(const Changed&) = delete;
  ~Changed() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// What loading and checking find.
  Findings findings() const {
    Loaded loaded = load(folder_);
    const Findings more = check(loaded.book, procedures(), folder_);
    loaded.findings.insert(loaded.findings.end(), more.begin(), more.end());
    return loaded.findings;
  }

 private:
  fs::path folder_;
};

struct Broken {
  std::string file;
  std::string_view old, now;
  std::string_view where, en;
};

/// Each is found, with its file and line, in Chinese and English.
inline void expect_found(std::span<const Broken> all) {
  using ::testing::AllOf;
  using ::testing::Contains;
  using ::testing::Field;
  using ::testing::HasSubstr;
  using ::testing::IsEmpty;
  using ::testing::MatchesRegex;
  using ::testing::Not;
  for (const Broken& broken : all) {
    EXPECT_THAT(
        Changed(broken.file, broken.old, broken.now).findings(),
        Contains(AllOf(Field(&Finding::file, MatchesRegex("rules/[a-z_/]+.toml:[0-9]+")),
                       Field(&Finding::where, HasSubstr(broken.where)),
                       Field(&Finding::en, HasSubstr(broken.en)), Field(&Finding::zh, Not(IsEmpty())))))
        << broken.file << " after " << broken.now;
  }
}

}  // namespace yinxin::rules::testing
