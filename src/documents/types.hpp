// Documents on paper (文书): what a template may say, what fills it, and what was issued. A template is data
// (rules/documents/*.toml with a `kind`; its README says each word); it holds no code and no loop beyond the
// rows of a table. The words are those of requirements 2.0, 5.8 and 8.2.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/secret_bytes.hpp"
#include "crypto/sm2.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::documents {

/// What kind of paper it is, which decides how it is laid out.
enum class Kind {
  Official,     ///< 公文 in the general form: red head and colophon, GB/T 9704-2012 7
  Letter,       ///< 公文 in the form of a letter, which notices to one party have: GB/T 9704-2012 10.1
  Certificate,  ///< 证照: one landscape sheet with a frame
  Receipt,      ///< 回执: plain sheet, no red head
  Report,       ///< 报告: as a receipt
};

enum class FieldKind {
  Text,        ///< one line
  Paragraphs,  ///< several, one a line; stands alone in its paragraph
  Name,        ///< of a person or body; at most kMaxNameCharacters
  Date,        ///< printed as 2026年11月23日 (GB/T 9704-2012 7.3.5.4)
  Number,      ///< a whole number, not negative
  Rows,        ///< a table; its columns are of the other kinds, without Paragraphs
};

// Ours, but for the first.
inline constexpr std::size_t kMaxNameCharacters = 200;  // requirements 8.1
inline constexpr std::size_t kMaxTextCharacters = 500;
inline constexpr std::size_t kMaxParagraphsCharacters = 20'000;  // the facts of a decision, some 30 pages
inline constexpr std::size_t kMaxRows = 500;
inline constexpr std::size_t kMaxNumberCharacters = 64;  // of a document's number
inline constexpr std::size_t kMaxCopies = 999;

struct Field {
  std::string name;
  FieldKind kind = FieldKind::Text;
  std::string zh;              // what the form and the table's head call it
  std::int64_t width = 1;      // of a column, beside the others
  std::vector<Field> columns;  // of Rows
};

/// A part of the body. Words in braces are fields, or one of number, issuer, date.
struct Block {
  enum class Kind { Paragraph, Heading, Line, Rows };
  Kind kind = Kind::Paragraph;
  std::string label;  // of a Line: "证书编号"
  std::string text;   // of Rows: the field's name
};

struct Template {
  std::string id;
  std::string version;  // "acceptance_notice/2024-11-01"
  base::Date in_force_from;
  std::string catalogue;  // row of rules/catalogue.toml
  Kind kind = Kind::Official;
  std::string series;  // "{word}许受〔{year}〕{n}号"; empty: the number is given (资质证书编号)
  std::string title;   // words for everybody: it stands on the verification page
  std::string addressee;
  std::vector<Block> body;
  bool adverse = false;             // takes or refuses something: has `rights`
  std::vector<std::string> rights;  // 救济途径告知, paragraphs
  std::vector<std::string> attachments;
  std::vector<std::string> copies;  // "正本", "副本"; empty: there is one
  std::vector<Field> fields;
  std::vector<std::string> cites;

  const Field* field(std::string_view name) const;
};

/// Something wrong with a template, in words that a lawyer reads.
struct Fault {
  std::string file;  // "rules/documents/acceptance_notice.toml:12"
  std::string where;
  std::string zh;
  std::string en;
};
using Faults = std::vector<Fault>;

using Scalar = std::variant<std::string, std::int64_t, base::Date>;
using RowValues = std::map<std::string, Scalar, std::less<>>;
using Value = std::variant<std::string, std::int64_t, base::Date, std::vector<RowValues>>;
using Values = std::map<std::string, Value, std::less<>>;

/// Which copy: "副本", 2 of 3. Of a template without copies all are empty.
struct Copy {
  std::string mark;
  std::size_t index = 0;
  std::size_t count = 0;
};

/// What somebody wants on paper.
struct Wish {
  std::string template_id;
  std::string case_number;  // empty: belongs to none
  std::string issuer;       // 发文机关, its full official name
  std::string word;         // 机关代字 of its numbers: "国密"
  std::string number;       // of a template without series only
  base::Date dated;         // 成文日期; the template in force on this day is taken
  Copy copy;
  std::vector<std::string> basis;  // 制作依据: "《…办法》第三十五条"; empty: the paper states none of itself
  Values values;
};

/// SM2 over the octets of a seal note (service.hpp), by whoever holds the key.
struct SealKey {
  std::string name;  // of the key, as it stands below the note
  crypto::Sm2PublicKey key;
  std::function<base::Result<crypto::Sm2Signature>(const std::string& note)> sign;
};

enum class Standing { Valid, Withdrawn, Superseded };

/// A document that is made and not yet recorded.
struct Draft {
  std::string code;  // of the verification page: 16 characters that cannot be guessed
  std::string number;
  std::string series;  // with the word filled in; empty: the number was given
  int year = 0;
  std::int64_t position = 0;  // of the number in its series and year
  std::string template_version;
  std::string title;
  std::string issuer;
  std::string case_number;
  base::Date dated;
  Copy copy;
  std::vector<std::string> basis;  // as in the wish
  base::Time made_at;
  base::Bytes pdf;
  crypto::Sm3Digest pdf_sm3{};
  base::SecretBytes opening;  // 32 octets; whoever holds it and the values can show what was filled in
  crypto::Sm3Digest commitment{};
  std::string seal;  // signed note; empty: made without a key
};

/// What the public verification page says, and no more: no case, no addressee, no value.
struct PublicEntry {
  std::string code;
  std::string number;
  std::string title;
  std::string issuer;
  std::string copy;  // "副本 2/3"; empty: there is one
  base::Date dated;
  std::string pdf_sm3_head;  // 16 hexadecimal digits (requirements 8.2)
  Standing standing = Standing::Valid;
  std::string superseded_by;  // a number
};

}  // namespace yinxin::documents
