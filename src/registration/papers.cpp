#include "registration/papers.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/toml.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// What a text may leave open; paper_values() of agreement.cpp fills all of them.
constexpr std::array<std::string_view, 16> kPlaceholders{
    "number",          "provider",         "licence",      "cps_version",     "cp_version",    "policy",
    "cps_url",         "profile",          "applicant",    "identity_hidden", "validity_days", "date",
    "acceptance_days", "revocation_hours", "renewal_days", "retention_years"};

/// Pieces of a body, in turn text and placeholder; nothing when a brace is left open.
std::optional<std::vector<std::string_view>> pieces(std::string_view body) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t open = body.find('{');
    found.push_back(body.substr(0, open));
    if (open == std::string_view::npos) return found;
    const std::size_t close = body.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    found.push_back(body.substr(open + 1, close - open - 1));
    body.remove_prefix(close + 1);
  }
}

Result<void> check_placeholders(const std::string& file, const std::string& body) {
  const auto bad = [&](std::string_view what) {
    return make_error(ErrorKind::Malformed, "registration.paper", file + ": " + std::string(what));
  };
  const auto parts = pieces(body);
  if (!parts) return bad("a brace without its pair");
  for (std::size_t at = 1; at < parts->size(); at += 2) {
    if (std::find(kPlaceholders.begin(), kPlaceholders.end(), (*parts)[at]) == kPlaceholders.end())
      return bad((*parts)[at]);
  }
  return {};
}

/// Nothing for what src/documents lays out: it has a `kind`.
Result<std::optional<PaperTemplate>> read_paper(const std::filesystem::path& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  if (reader.has("kind")) return std::optional<PaperTemplate>();
  const auto id = reader.get<std::string>("id");
  const auto from = reader.get<base::Date>("in_force_from");
  const auto body = reader.get<std::string>("body");
  // For readers of the file; nothing here goes by them.
  (void)reader.list<std::string>("cites");
  (void)reader.get_or<std::string>("reading", "");
  YX_CHECK(reader.finish());
  YX_CHECK(check_placeholders(file.string(), *body));
  return std::optional(PaperTemplate{*id, *id + "/" + base::format_date(*from), *from, *body});
}

}  // namespace

Result<Papers> Papers::load(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Papers papers;
  for (const auto& file : files) {
    YX_TRY(std::optional<PaperTemplate> paper, read_paper(file));
    if (!paper) continue;
    const auto same = [&](const PaperTemplate& other) { return other.version == paper->version; };
    if (std::any_of(papers.templates_.begin(), papers.templates_.end(), same)) {
      return make_error(ErrorKind::Malformed, "registration.paper",
                        file.string() + ": " + paper->version + " twice");
    }
    papers.templates_.push_back(*std::move(paper));
  }
  return papers;
}

const PaperTemplate* Papers::find(std::string_view id, base::Date day) const {
  const PaperTemplate* newest = nullptr;
  for (const PaperTemplate& paper : templates_) {
    if (paper.id != id || paper.in_force_from > day) continue;
    if (newest == nullptr || paper.in_force_from > newest->in_force_from) newest = &paper;
  }
  return newest;
}

std::string Papers::fill(const PaperTemplate& paper,
                         const std::map<std::string, std::string, std::less<>>& values) {
  const auto parts = pieces(paper.body);
  if (!parts) throw std::logic_error("paper " + paper.version);
  std::string text;
  for (std::size_t at = 0; at < parts->size(); ++at) {
    if (at % 2 == 0) {
      text += (*parts)[at];
      continue;
    }
    const auto value = values.find((*parts)[at]);
    if (value == values.end()) throw std::logic_error("placeholder " + std::string((*parts)[at]));
    text += value->second;
  }
  return text;
}

}  // namespace yinxin::registration
