#include "registration/batch_file.hpp"

#include <gmock/gmock.h>

#include "asn1/oids.hpp"

namespace yinxin::registration {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kHeader = "profile,subject.CN,identity.resident_id,phone,request\r\n";
const std::string kRow = "individual,张三,990101199001010019,13800001234,AQID\r\n";

base::Result<std::vector<BatchEntry>> csv(const std::string& text) {
  return read_batch_csv(base::as_bytes(text));
}
std::vector<BatchEntry> rows_of(const std::string& text) {
  auto read = csv(text);
  if (!read) throw std::runtime_error(base::describe(read.error()));
  return std::move(*read);
}
Form form_of(const std::string& text) {
  const auto rows = rows_of(text);
  if (rows.size() != 1 || !rows[0]) throw std::runtime_error("not one good row");
  return *rows[0];
}

TEST(BatchCsv, ARowIsAForm) {
  const Form form = form_of(
      "profile,purpose,replaces,replaced_signature,reason,subject.CN,subject.OU,identity.resident_id,dns,"
      "mails,"
      "phone,mail,validity_days,request\n"
      "individual,rekey,0A0B,AQI=,lost,张三,办公室,990101199001010019,a.example.cn;b.example.cn,"
      "z@example.cn,13800001234,zhang@example.cn,365,AQID\n");
  EXPECT_EQ(form.profile, "individual");
  EXPECT_EQ(form.purpose, Purpose::Rekey);
  EXPECT_EQ(form.replaces->magnitude()[1], 0x0b);
  EXPECT_EQ(form.replaced_signature, (base::Bytes{1, 2}));
  EXPECT_EQ(form.reason, "lost");
  ASSERT_EQ(form.subject.size(), 2U);
  EXPECT_EQ(form.subject[0].first, asn1::oids::kCommonName);
  EXPECT_EQ(form.subject[0].second, "张三");
  EXPECT_EQ(form.subject[1].second, "办公室");
  ASSERT_EQ(form.identities.size(), 1U);
  EXPECT_EQ(form.identities[0].kind, x509::IdentityKind::ResidentId);
  EXPECT_EQ(form.identities[0].number, "990101199001010019");
  EXPECT_THAT(form.alt_names.dns, ElementsAre("a.example.cn", "b.example.cn"));
  EXPECT_THAT(form.alt_names.emails, ElementsAre("z@example.cn"));
  EXPECT_EQ(form.phone, "13800001234");
  EXPECT_EQ(form.mail, "zhang@example.cn");
  EXPECT_EQ(form.validity_days, 365);
  EXPECT_EQ(form.request, (base::Bytes{1, 2, 3}));
}

TEST(BatchCsv, EmptyCellsSayNothing) {
  const Form form = form_of(
      "profile,purpose,subject.CN,subject.OU,dns,mail,validity_days,phone,request\n"
      "individual,,张三,,,,,12345,AQID\n");
  EXPECT_EQ(form.purpose, Purpose::New);
  EXPECT_EQ(form.subject.size(), 1U);
  EXPECT_TRUE(form.alt_names.dns.empty());
  EXPECT_EQ(form.validity_days, 0);
}

/// RFC 4180 section 2, rule by rule: the phone of the only row.
TEST(BatchCsv, QuotesAndLineEnds) {
  struct Case {
    std::string text;
    std::string phone;
  };
  const std::string header = "profile,phone,request";
  for (const Case& one :
       {Case{header + "\r\nindividual,12345,AQID\r\n", "12345"},
        Case{header + "\r\nindividual,12345,AQID", "12345"},
        Case{header + "\nindividual,12345,AQID\n", "12345"},
        Case{"\xEF\xBB\xBF" + header + "\nindividual,12345,AQID\n", "12345"},
        Case{"\"profile\",\"phone\",\"request\"\r\n\"individual\",\"12345\",\"AQID\"\r\n", "12345"},
        Case{header + "\r\nindividual,\"12,345\",AQID\r\n", "12,345"},
        Case{header + "\r\nindividual,\"12\"\"345\",AQID\r\n", "12\"345"},
        Case{header + "\r\nindividual,\"\"\"\",AQID\r\n", "\""},
        Case{header + "\r\nindividual,\"12\r\n345\",AQID\r\n", "12\r\n345"},
        Case{header + "\r\nindividual,\"12\n345\",\"AQID\"", "12\n345"},
        Case{header + "\r\nindividual, 12 ,AQID\r\n", " 12 "}}) {
    EXPECT_EQ(form_of(one.text).phone, one.phone) << one.text;
  }
}

TEST(BatchCsv, FaultsOfTheFileNameTheLine) {
  struct Case {
    std::string text;
    std::string code;
    std::string detail;
  };
  const std::string long_line(kMaxBatchLine + 1, 'x');
  std::string wide = "profile";
  for (std::size_t i = 0; i < kMaxBatchColumns; ++i) wide += ",x";
  for (const Case& one :
       {Case{"", "empty", ""},
        Case{"\xEF\xBB\xBF", "empty", ""},
        Case{kHeader, "empty", ""},
        Case{kHeader + "individual,\xff,1,2,AQID\n", "format", "line 2: not UTF-8"},
        Case{kHeader + "individual,\xed\xa0\x80,1,2,AQID\n", "format", "line 2: not UTF-8"},
        Case{kHeader + kRow + std::string("a\0b\n", 4), "format", "line 3: not UTF-8"},
        Case{kHeader + kRow + "individual,\"张三", "format", "line 3: a quotation that does not end"},
        Case{kHeader + kRow + "individual,\"张\n\n三", "format", "line 5: a quotation that does not end"},
        Case{kHeader + "individual,\"张三\"x,1,2,AQID\n", "format", "line 2: something behind"},
        Case{kHeader + "individual,张\"三,1,2,AQID\n", "format", "line 2: a quotation mark inside"},
        Case{kHeader + "individual,张三\r,1,2,AQID\n", "format", "line 2: a carriage return alone"},
        Case{kHeader + long_line + "\n", "line", "line 2"},
        Case{"profile,phone,request,colour\n" + kRow, "columns", "line 1: column 4 is unknown"},
        Case{"profile,phone,request,subject.XX\n" + kRow, "columns", "column 4 is unknown"},
        Case{"profile,phone,request,identity.XX\n" + kRow, "columns", "column 4 is unknown"},
        Case{"profile,phone,request,\n" + kRow, "columns", "column 4 is unknown"},
        Case{"Profile,phone,request\n" + kRow, "columns", "column 1 is unknown"},
        Case{"profile,phone,request,phone\n" + kRow, "columns", "column 4 is there twice"},
        Case{"phone,request\n" + kRow, "columns", "no column profile"},
        Case{"profile,request\n" + kRow, "columns", "no column phone"},
        Case{"profile,phone\n" + kRow, "columns", "no column request"},
        Case{wide + "\n", "columns", "line 1: more than"}}) {
    const auto read = csv(one.text);
    ASSERT_FALSE(read) << one.detail;
    EXPECT_EQ(read.error().code, "registration.batch." + one.code) << one.detail;
    EXPECT_THAT(read.error().detail, HasSubstr(one.detail));
  }
}

TEST(BatchCsv, AHeaderThatWasForgottenIsNotRepeated) {
  const auto read = csv(kRow + kRow);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().detail, "line 1: column 1 is unknown");
}

TEST(BatchCsv, FaultsOfARowAreItsOwn) {
  struct Case {
    std::string row;
    std::string detail;
  };
  const std::string header = "profile,phone,request,purpose,replaces,replaced_signature,validity_days\n";
  const std::string good = "individual,12345,AQID,,,,\n";
  for (const Case& one :
       {Case{"individual,12345,AQID\n", "3 cells instead of 7"}, Case{"\n", "1 cells instead of 7"},
        Case{"individual,12345,AQID,,,,,\n", "8 cells instead of 7"},
        Case{",12345,AQID,,,,\n", "profile: is missing"}, Case{"individual,,AQID,,,,\n", "phone: is missing"},
        Case{"individual,12345,,,,,\n", "request: is missing"},
        Case{"individual,12345,AQI,,,,\n", "request: is not base64"},
        Case{"individual,12345,张三,,,,\n", "request: is not base64"},
        Case{"individual,12345,AQID,newer,,,\n", "purpose: is not"},
        Case{"individual,12345,AQID,,xyz,,\n", "replaces: is not a serial"},
        Case{"individual,12345,AQID,,,A,\n", "replaced_signature: is not base64"},
        Case{"individual,12345,AQID,,,,1.5\n", "validity_days: is not"},
        Case{"individual,12345,AQID,,,,-1\n", "validity_days: is not"},
        Case{"individual,12345,AQID,,,,36501\n", "validity_days: is not"},
        Case{"individual,12345,AQID,,,,99999999999999999999\n", "validity_days: is not"}}) {
    const auto rows = rows_of(header + good + one.row + good);
    ASSERT_EQ(rows.size(), 3U) << one.row;
    EXPECT_TRUE(rows[0] && rows[2]) << one.row;
    ASSERT_FALSE(rows[1]) << one.row;
    EXPECT_EQ(rows[1].error().code, "registration.batch.row");
    EXPECT_EQ(rows[1].error().kind, ErrorKind::Malformed);
    EXPECT_THAT(rows[1].error().detail, HasSubstr(one.detail));
    EXPECT_THAT(rows[1].error().detail, testing::Not(HasSubstr("张三")));
  }
}

std::string many(const std::string& line, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += line;
  return text;
}

TEST(BatchCsv, AtMostTenThousandRows) {
  EXPECT_EQ(rows_of(kHeader + many(kRow, kMaxBatchRows)).size(), kMaxBatchRows);
  const auto read = csv(kHeader + many(kRow, kMaxBatchRows + 1));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "registration.batch.rows");
  EXPECT_EQ(read.error().kind, ErrorKind::TooLarge);
  EXPECT_THAT(read.error().detail, HasSubstr("line 10002:"));
}

TEST(BatchNdjson, ALineIsARow) {
  const std::string text = "{\"a\":1}\r\n{\"b\":\"张\"}\nnot json";
  const auto rows = split_batch_ndjson(base::as_bytes(text));
  ASSERT_TRUE(rows);
  EXPECT_THAT(*rows, ElementsAre("{\"a\":1}\r", "{\"b\":\"张\"}", "not json"));
}

TEST(BatchNdjson, FaultsOfTheFileNameTheLine) {
  struct Case {
    std::string text;
    std::string code;
    std::string detail;
  };
  for (const Case& one :
       {Case{"", "empty", ""}, Case{"\n", "format", "line 1: nothing in it"},
        Case{"{}\n\n{}", "format", "line 2"}, Case{"{}\n \t\r\n", "format", "line 2: nothing"},
        Case{"{}\n{\xc0\x80}", "format", "line 2: not UTF-8"},
        Case{"{}\n{\"" + std::string(kMaxBatchLine, 'x'), "line", "line 2"},
        Case{many("{}\n", kMaxBatchRows + 1), "rows", "line 10001"}}) {
    const auto rows = split_batch_ndjson(base::as_bytes(one.text));
    ASSERT_FALSE(rows) << one.detail;
    EXPECT_EQ(rows.error().code, "registration.batch." + one.code);
    EXPECT_THAT(rows.error().detail, HasSubstr(one.detail));
  }
  EXPECT_EQ(split_batch_ndjson(base::as_bytes(many("{}\n", kMaxBatchRows)))->size(), kMaxBatchRows);
}

TEST(BatchFormat, NamesAreRead) {
  for (const BatchFormat format : {BatchFormat::Csv, BatchFormat::Ndjson})
    EXPECT_EQ(*parse_batch_format(batch_format_name(format)), format);
  EXPECT_EQ(parse_batch_format("xlsx").error().kind, ErrorKind::Internal);
}

}  // namespace
}  // namespace yinxin::registration
