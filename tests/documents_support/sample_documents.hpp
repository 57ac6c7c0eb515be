// Examples of rules/documents/examples as wishes, and what poppler reads in a PDF.
#pragma once

#include <sys/wait.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "crypto/random.hpp"
#include "documents/service.hpp"

namespace yinxin::documents::test {

namespace fs = std::filesystem;

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}

inline base::Date day(std::string_view text) {
  return need(base::parse_date(text));
}

inline const base::ManualClock& noon() {
  static const base::ManualClock kClock(need(base::parse_utc("2026-11-23T04:00:00Z")));
  return kClock;
}

/// The templates of this tree; fonts are read once for all tests.
inline const Service& service(bool demonstration = false) {
  static const auto kPlain =
      need(Service::open(YX_SOURCE_DIR "/rules", {"https://example.invalid", false}, noon()));
  static const auto kDemonstration =
      need(Service::open(YX_SOURCE_DIR "/rules", {"https://example.invalid", true}, noon()));
  return demonstration ? *kDemonstration : *kPlain;
}

/// The example that comes with a template.
inline Wish example(const std::string& id) {
  const base::TomlReader reader =
      need(base::TomlReader::load(YX_SOURCE_DIR "/rules/documents/examples/" + id + ".toml"));
  Wish wish;
  wish.template_id = id;
  wish.issuer = need(reader.get<std::string>("issuer"));
  wish.word = need(reader.get_or<std::string>("word", ""));
  wish.number = need(reader.get_or<std::string>("number", ""));
  wish.dated = need(reader.get<base::Date>("date"));
  wish.values = need(values_from(std::get<base::TomlTable>(reader.value("values")->content)));
  const Template* paper = service().templates().find(id, wish.dated);
  if (paper != nullptr && !paper->copies.empty()) wish.copy.mark = paper->copies.front();
  return wish;
}

inline constexpr const char* kCode = "0123456789ABCDEF";

inline Draft preview(const Wish& wish, bool demonstration = false) {
  return need(service(demonstration).preview(wish, 1, kCode));
}

/// A PDF in a folder of its own, gone with the object.
class PdfFile {
 public:
  explicit PdfFile(const base::Bytes& octets)
      : folder_(fs::temp_directory_path() / ("yx_pdf_" + base::to_hex(crypto::random_bytes(8)))) {
    fs::create_directory(folder_);
    std::ofstream(folder_ / "a.pdf", std::ios::binary)
        .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
  }
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;
  ~PdfFile() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// What `program options a.pdf more` prints; throws unless it ends with 0.
  std::string ask(const std::string& program, const std::string& more = "") const {
    const std::string command = "cd " + folder_.string() + " && " + program + " a.pdf " + more + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output.push_back(static_cast<char>(c));
    if (const int status = pclose(pipe); WEXITSTATUS(status) != 0)
      throw std::runtime_error(command + ": " + output);
    return output;
  }

  /// Of one page, in the order of reading.
  std::string text() const { return ask("pdftotext -raw", "-"); }

  struct Word {
    int page;
    double left, top, right, bottom;  // points
    std::string text;
  };
  /// Each run of characters without a space, with its box.
  std::vector<Word> words() const {
    std::vector<Word> words;
    std::istringstream lines(ask("pdftotext -bbox", "-"));
    int page = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line.find("<page ") != std::string::npos) ++page;
      if (line.find("<word ") == std::string::npos) continue;
      const auto edge = [&](const char* name) { return number_after<double>(line, name); };
      const std::size_t from = line.find('>') + 1;
      words.push_back({page, edge("xMin=\""), edge("yMin=\""), edge("xMax=\""), edge("yMax=\""),
                       line.substr(from, line.rfind("</word>") - from)});
    }
    return words;
  }
  int pages() const { return number_after<int>(ask("pdfinfo"), "Pages:"); }

 private:
  /// Throws when none follows.
  template <class Number>
  static Number number_after(std::string_view text, std::string_view label) {
    const std::size_t at = text.find(label);
    const std::size_t from =
        at == std::string_view::npos ? at : text.find_first_not_of(' ', at + label.size());
    Number number = 0;
    if (from == std::string_view::npos ||
        std::from_chars(text.data() + from, text.data() + text.size(), number).ec != std::errc())
      throw std::runtime_error("no number after " + std::string(label) + " in " + std::string(text));
    return number;
  }

  fs::path folder_;
};

}  // namespace yinxin::documents::test
