// The catalogue against the texts of rules/documents: what belongs together, from both sides. What is wrong
// inside a template is found by who lays it out (src/documents), or fills it in (src/registration).
#include <algorithm>

#include "rules/check_parts.hpp"
#include "rules/named_articles.hpp"

namespace yinxin::rules {
namespace {

/// What of a text concerns the law.
struct Paper {
  Place place;
  std::string file;  // without its ending
  std::string id;
  std::string catalogue;  // set where it is laid out (`kind`)
  std::vector<std::string> cites;
  std::vector<std::string> named;  // articles that its text names
  bool laid_out = false;
  bool has_rights = false;
};

std::string text_of(const base::TomlReader& reader, std::string_view key) {
  const base::TomlValue* value = reader.value(key);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->content);
  return text == nullptr ? "" : *text;
}

std::vector<std::string> texts_of(const base::TomlReader& reader, std::string_view key) {
  std::vector<std::string> texts;
  const base::TomlValue* value = reader.value(key);
  const auto* list = value == nullptr ? nullptr : std::get_if<std::vector<base::TomlValue>>(&value->content);
  for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
    if (const auto* text = std::get_if<std::string>(&(*list)[at].content)) texts.push_back(*text);
  }
  return texts;
}

/// Articles named in any text of the file.
void collect_named(const base::TomlValue& value, std::vector<std::string>& named) {
  if (const auto* text = std::get_if<std::string>(&value.content)) {
    for (std::string& article : named_articles(*text)) {
      if (std::find(named.begin(), named.end(), article) == named.end()) named.push_back(std::move(article));
    }
  } else if (const auto* list = std::get_if<std::vector<base::TomlValue>>(&value.content)) {
    for (const base::TomlValue& one : *list) collect_named(one, named);
  } else if (const auto* table = std::get_if<base::TomlTable>(&value.content)) {
    for (const base::TomlMember& member : table->members) collect_named(member.value, named);
  }
}

/// What cannot be read is said elsewhere.
std::vector<Paper> read_papers(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Paper> papers;
  for (const auto& file : files) {
    const auto reader = base::TomlReader::load(file);
    if (!reader) continue;
    Paper paper;
    paper.place = Place{"rules/documents/" + file.filename().string(), 1};
    paper.file = file.stem().string();
    paper.id = text_of(*reader, "id");
    paper.catalogue = text_of(*reader, "catalogue");
    paper.cites = texts_of(*reader, "cites");
    for (const std::string& key : reader->keys()) collect_named(*reader->value(key), paper.named);
    paper.laid_out = reader->has("kind");
    paper.has_rights = !texts_of(*reader, "rights").empty();
    papers.push_back(std::move(paper));
  }
  return papers;
}

bool shares_article(const Document& row, const Paper& paper) {
  return std::any_of(row.cites.begin(), row.cites.end(), [&](const std::string& article) {
    return std::find(paper.cites.begin(), paper.cites.end(), article) != paper.cites.end();
  });
}

void check_row(const Document& row, const std::vector<Paper>& papers, References& refer, Findings& findings) {
  const std::string where = "document " + row.id;
  refer.cites(row.place, where, row.cites);
  if (row.template_id.empty()) return;
  const Paper* paper = find_by(papers, &Paper::file, row.template_id);
  if (paper == nullptr) return refer.missing(row.place, where, "模板", "template", row.template_id);
  if (paper->laid_out && paper->catalogue != row.id)
    add_finding(findings, row.place, where, "模板“" + row.template_id + "”注明的文书不是本项。",
                "The template " + row.template_id + " is for another document.");
  if (paper->laid_out && !shares_article(row, *paper))
    add_finding(findings, row.place, where, "模板引用的条文中没有本项的条文。",
                "The template cites no article of this row.");
}

void check_paper(const Book& book, const Paper& paper, References& refer, Findings& findings) {
  const std::string where = "template " + paper.id;
  refer.cites(paper.place, where, paper.cites);
  for (const std::string& article : paper.named) {
    if (std::find(paper.cites.begin(), paper.cites.end(), article) == paper.cites.end())
      add_finding(findings, paper.place, where, "正文提到的“" + article + "”没有列入 cites。",
                  "The text names " + article + ", which cites does not have.");
  }
  if (!paper.laid_out) return;
  const auto names = [&](const Document& row) { return row.template_id == paper.file; };
  if (std::none_of(book.documents.begin(), book.documents.end(), names))
    add_finding(findings, paper.place, where, "文书目录没有用到这一模板。",
                "No row of the catalogue has this template.");
}

/// An adverse step tells the party's rights in the paper itself (article 9).
void check_rights(const Book& book, const procedure::Procedure& procedure, const std::vector<Paper>& papers,
                  Findings& findings) {
  for (const procedure::Transition& transition : procedure.transitions) {
    for (const std::string& output : transition.outputs) {
      const Document* row = find_by(book.documents, &Document::id, output);
      const Paper* paper = row == nullptr ? nullptr : find_by(papers, &Paper::file, row->template_id);
      if (!transition.adverse || paper == nullptr || !paper->laid_out || paper->has_rights) continue;
      add_finding(findings, paper->place, "template " + paper->id,
                  "“" + transition.name.zh + "”对当事人不利，文书应当告知救济途径（rights）。",
                  "The adverse step " + transition.event + " gives it: it needs a rights notice.");
    }
  }
}

}  // namespace

void check_papers(const Book& book, const Procedures& procedures, const std::filesystem::path& rules,
                  Findings& findings) {
  References refer(book, findings);
  const std::vector<Paper> papers = read_papers(rules / "documents");
  for (const Document& row : book.documents) check_row(row, papers, refer, findings);
  for (const Paper& paper : papers) check_paper(book, paper, refer, findings);
  for (const auto& [id, versions] : procedures) {
    for (const procedure::Procedure& procedure : versions) check_rights(book, procedure, papers, findings);
  }
}

}  // namespace yinxin::rules
