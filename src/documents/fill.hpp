// A template and its values become what stands on the sheet. Pure: no fonts, no database. For this folder.
#pragma once

#include "documents/types.hpp"

namespace yinxin::documents {

struct Table {
  std::vector<std::string> heads;
  std::vector<double> widths;  // shares of the whole, together 1
  std::vector<std::vector<std::string>> rows;
};

/// A part of the body with every word filled in.
struct Part {
  Block::Kind kind = Block::Kind::Paragraph;
  std::string label;
  std::string text;
  Table table;  // of Rows
};

/// Everything that is drawn. Text is text: nothing in it is ever read as markup.
struct Sheet {
  Kind kind = Kind::Official;
  std::string title;
  std::string number;
  std::string issuer;
  std::string copy;  // "副本 2/3"; empty: there is one
  std::string copy_mark;
  std::string date;
  std::string basis;  // template version and the articles it cites: "notice/2024-11-01; 8; 行政许可法 32"
  std::string addressee;
  std::vector<Part> parts;
  std::vector<std::string> rights;
  std::vector<std::string> attachments;
  std::string code;
  std::string url;  // of the QR code
  bool demonstration = false;
  std::string clock_note;  // of a demonstration whose clock was moved; empty: it was not
  base::Time made_at;
};

/// Errors: Malformed `documents.values`: all that is missing, unknown or not of its kind, by name; contents
/// are never in the detail.
base::Result<void> check_values(const Template& paper, const Wish& wish);

/// Body, at its end what the paper rests on (Wish::basis; not in a certificate), addressee, rights and
/// attachments. `wish` has passed check_values().
Sheet fill(const Template& paper, const Wish& wish, const std::string& number);

/// "副本 2/3", "正本", "".
std::string copy_text(const Copy& copy);

/// HMAC-SM3(opening, domain || template version || number || the values in order of name): binds what was
/// filled in and tells nothing of it without the opening.
crypto::Sm3Digest commit_values(const base::SecretBytes& opening, const std::string& version,
                                const std::string& number, const Values& values);

}  // namespace yinxin::documents
