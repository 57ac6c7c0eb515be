// A template's file, read strictly: every fault of it at once, each with its line.
#include <algorithm>

#include "documents/entry.hpp"
#include "documents/service.hpp"
#include "documents/words.hpp"

namespace yinxin::documents {
namespace {

// Ours: a template is a page or two of text.
constexpr std::size_t kMaxFields = 64;
constexpr std::size_t kMaxBlocks = 200;
constexpr std::size_t kMaxBlockCharacters = 2000;
constexpr std::size_t kMaxTitleCharacters = 60;
constexpr std::size_t kMaxLabelCharacters = 20;
constexpr std::int64_t kMaxWidth = 100;

constexpr std::pair<std::string_view, Kind> kKinds[] = {{"official", Kind::Official},
                                                        {"letter", Kind::Letter},
                                                        {"certificate", Kind::Certificate},
                                                        {"receipt", Kind::Receipt},
                                                        {"report", Kind::Report}};
constexpr std::pair<std::string_view, FieldKind> kFieldKinds[] = {
    {"text", FieldKind::Text}, {"paragraphs", FieldKind::Paragraphs}, {"name", FieldKind::Name},
    {"date", FieldKind::Date}, {"number", FieldKind::Number},         {"rows", FieldKind::Rows}};

template <class T, std::size_t Size>
T read_word(Entry& entry, std::string_view key, const std::pair<std::string_view, T> (&words)[Size]) {
  const std::string found = entry.text(key);
  for (const auto& [word, value] : words) {
    if (word == found) return value;
  }
  if (!found.empty())
    entry.fault(key, "“" + std::string(key) + "”不能是“" + found + "”。",
                std::string(key) + " cannot be " + found + ".");
  return words[0].second;
}

/// Text that is printed: visible characters, not too long.
void check_printable(Entry& entry, std::string_view key, const std::string& text, std::size_t most) {
  if (text.empty()) return;
  if (const auto fault = fault_of_text(text, most))
    entry.fault(key, "“" + std::string(key) + "”过长，或者含有看不见的字符、首尾空格。",
                std::string(key) + " " + *fault + ".");
}

class Reader {
 public:
  Reader(const base::TomlTable& root, const std::string& file, Faults& faults)
      : root_(root, file, "template", faults) {}

  Template read() {
    read_head();
    for (Entry& entry : root_.entries("value", "value")) read_field(entry, paper_.fields, true);
    if (paper_.fields.size() > kMaxFields) root_.fault("value", "value 过多。", "There are too many values.");
    for (Entry& entry : root_.entries("body", "body")) read_block(entry);
    if (paper_.body.empty()) root_.fault("没有正文（[[body]]）。", "There is no [[body]].");
    if (paper_.body.size() > kMaxBlocks) root_.fault("body", "正文段落过多。", "There are too many blocks.");
    check_uses();
    root_.finish();
    return std::move(paper_);
  }

 private:
  void read_head() {
    paper_.id = root_.text("id");
    root_.name(paper_.id);
    if (!paper_.id.empty() && !is_word(paper_.id))
      root_.fault("id", "id 应为小写字母、数字和下划线。", "id is no word of a-z, 0-9 and _.");
    if (const auto from = root_.date("in_force_from")) {
      paper_.in_force_from = *from;
      if (!from->ok()) root_.fault("in_force_from", "没有这一天。", "There is no such day.");
      paper_.version = paper_.id + "/" + base::format_date(*from);
    }
    paper_.catalogue = root_.text("catalogue");
    paper_.kind = read_word(root_, "kind", kKinds);
    read_series();
    paper_.title = root_.text("title");
    check_printable(root_, "title", paper_.title, kMaxTitleCharacters);
    if (paper_.title.find_first_of("{}") != std::string::npos)
      root_.fault("title", "标题会在核验页面上公开，不能填入内容。",
                  "The title is public: nothing may be filled in.");
    paper_.addressee = root_.optional_text("addressee");
    paper_.adverse = root_.flag("adverse");
    paper_.rights = root_.texts("rights");
    paper_.attachments = root_.texts("attachments");
    paper_.copies = root_.texts("copies");
    paper_.cites = root_.texts("cites");
    if (root_.has("reading")) root_.text("reading");  // for readers of the file
    if (paper_.cites.empty()) root_.fault("没有引用条文（cites）。", "No article is cited.");
    if (paper_.adverse && paper_.rights.empty())
      root_.fault("对当事人不利的文书应当告知救济途径（rights）。", "An adverse paper has a rights notice.");
  }

  void read_series() {
    paper_.series = root_.optional_text("series");
    if (paper_.series.empty()) return;
    check_printable(root_, "series", paper_.series, kMaxNumberCharacters);
    const auto parts = pieces(paper_.series);
    int years = 0;
    int numbers = 0;
    for (std::size_t at = 1; parts && at < parts->size(); at += 2) {
      years += (*parts)[at] == "year" ? 1 : 0;
      numbers += (*parts)[at] == "n" ? 1 : 0;
      if ((*parts)[at] != "year" && (*parts)[at] != "n" && (*parts)[at] != "word") years += 2;
    }
    if (!parts || years != 1 || numbers != 1)
      root_.fault("series", "编号格式应当含有 {year} 和 {n} 各一处，另外只可以含有 {word}。",
                  "A series has {year} and {n} once each, and {word} at most.");
  }

  void read_field(Entry& entry, std::vector<Field>& fields, bool rows_allowed) {
    Field field;
    field.name = entry.text("name");
    entry.name(field.name);
    const bool built_in =
        std::find(std::begin(kBuiltIn), std::end(kBuiltIn), field.name) != std::end(kBuiltIn);
    if (!field.name.empty() && (!is_word(field.name) || (rows_allowed && built_in)))
      entry.fault("name", "名称应为小写字母、数字和下划线，且不是保留字。",
                  "The name is no word, or one that is taken.");
    const auto same = [&](const Field& other) { return other.name == field.name; };
    if (std::any_of(fields.begin(), fields.end(), same))
      entry.fault("name", "“" + field.name + "”重复。", field.name + " is there twice.");
    field.kind = read_word(entry, "kind", kFieldKinds);
    field.zh = entry.text("zh");
    check_printable(entry, "zh", field.zh, kMaxLabelCharacters);
    if (!rows_allowed) field.width = entry.number("width", 1, kMaxWidth).value_or(1);
    if (field.kind == FieldKind::Rows && rows_allowed) read_columns(entry, field);
    if (!rows_allowed && (field.kind == FieldKind::Rows || field.kind == FieldKind::Paragraphs))
      entry.fault("kind", "表格的一栏不能是表格或者多个段落。", "A column is neither rows nor paragraphs.");
    entry.finish();
    fields.push_back(std::move(field));
  }

  void read_columns(Entry& entry, Field& field) {
    constexpr std::size_t kMaxColumns = 8;
    for (Entry& column : entry.entries("columns", "column of " + field.name))
      read_field(column, field.columns, false);
    if (field.columns.empty() || field.columns.size() > kMaxColumns)
      entry.fault("columns", "表格应有一至八栏。", "A table has one to eight columns.");
  }

  void read_block(Entry& entry) {
    Block block;
    if (entry.has("heading")) {
      block.kind = Block::Kind::Heading;
      block.text = entry.text("heading");
    } else if (entry.has("rows")) {
      block.kind = Block::Kind::Rows;
      block.text = entry.text("rows");
    } else {
      block.label = entry.optional_text("label");
      block.kind = entry.has("label") ? Block::Kind::Line : Block::Kind::Paragraph;
      block.text = entry.text("text");
    }
    check_printable(entry, "label", block.label, kMaxLabelCharacters);
    check_block(entry, block);
    entry.finish();
    paper_.body.push_back(std::move(block));
  }

  void check_block(Entry& entry, const Block& block) {
    if (paper_.kind == Kind::Certificate && block.kind != Block::Kind::Line &&
        block.kind != Block::Kind::Paragraph)
      entry.fault("证照只有逐项填写的内容和文字。", "A certificate has lines and paragraphs only.");
    if (block.kind == Block::Kind::Rows) {
      use(entry, "rows", block.text, FieldKind::Rows);
      return;
    }
    check_printable(entry, block.kind == Block::Kind::Heading ? "heading" : "text", block.text,
                    kMaxBlockCharacters);
    check_words(entry, block.kind == Block::Kind::Heading ? "heading" : "text", block.text,
                block.kind == Block::Kind::Paragraph);
  }

  /// Every word in braces is there and may stand where it stands.
  void check_words(Entry& entry, std::string_view key, const std::string& text, bool alone_allowed) {
    const auto parts = pieces(text);
    if (!parts) {
      entry.fault(key, "花括号没有成对。", "A brace lacks its pair.");
      return;
    }
    const bool alone = parts->size() == 3 && parts->front().empty() && parts->back().empty();
    for (std::size_t at = 1; at < parts->size(); at += 2) {
      const std::string word((*parts)[at]);
      if (std::find(std::begin(kBuiltIn), std::end(kBuiltIn), word) != std::end(kBuiltIn)) continue;
      const Field* field = use(entry, key, word, std::nullopt);
      if (field == nullptr) continue;
      if (field->kind == FieldKind::Rows)
        entry.fault(key, "表格“" + word + "”应写作 rows。", "The table " + word + " is told by rows.");
      if (field->kind == FieldKind::Paragraphs && !(alone && alone_allowed))
        entry.fault(key, "多个段落的“" + word + "”应当独占一段。", word + " stands alone in its paragraph.");
    }
  }

  const Field* use(Entry& entry, std::string_view key, const std::string& word,
                   std::optional<FieldKind> kind) {
    used_.insert(word);
    const Field* field = paper_.field(word);
    if (!word.empty() && (field == nullptr || (kind && field->kind != *kind)))
      entry.fault(key, "没有名为“" + word + "”的内容。", "There is no such value as " + word + ".");
    return field;
  }

  void check_uses() {
    check_words(root_, "addressee", paper_.addressee, false);
    for (const std::string& text : paper_.rights) {
      check_printable(root_, "rights", text, kMaxBlockCharacters);
      check_words(root_, "rights", text, false);
    }
    for (const std::string& text : paper_.attachments) {
      check_printable(root_, "attachments", text, kMaxBlockCharacters);
      check_words(root_, "attachments", text, false);
    }
    for (const std::string& text : paper_.copies) check_printable(root_, "copies", text, kMaxLabelCharacters);
    for (const Field& field : paper_.fields) {
      if (!field.name.empty() && used_.count(field.name) == 0)
        root_.fault("value", "“" + field.name + "”没有用到。", field.name + " is used nowhere.");
    }
  }

  Entry root_;
  Template paper_;
  std::set<std::string> used_;
};

/// The file as a table of ours; nothing (and a fault) when it is not TOML.
std::optional<base::TomlTable> read_table(std::string_view text, const std::string& file, Faults& faults) {
  const auto reader = base::TomlReader::parse(text, file);
  if (!reader) {
    faults.push_back(Fault{file + ":1", "template", "文件不能读取：" + reader.error().detail,
                           "The file cannot be read: " + base::describe(reader.error())});
    return std::nullopt;
  }
  base::TomlTable root;
  for (const std::string& key : reader->keys())
    root.members.push_back(base::TomlMember{key, *reader->value(key)});
  return root;
}

}  // namespace

const Field* Template::field(std::string_view name) const {
  for (const Field& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::optional<Template> read_template(std::string_view text, const std::string& file, Faults& faults) {
  const std::size_t before = faults.size();
  const auto root = read_table(text, file, faults);
  if (!root) return std::nullopt;
  Template paper = Reader(*root, file, faults).read();
  if (faults.size() != before) return std::nullopt;
  return paper;
}

}  // namespace yinxin::documents
