#include "registration/form_record.hpp"

#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "registration/json_text.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::registration {
namespace {

using store::code_of;

StoredForm full_form() {
  StoredForm stored;
  Form& form = stored.form;
  form.purpose = Purpose::Rekey;
  form.replaces = x509::Serial::from_hex("0102").value();
  form.profile = "individual";
  for (int i = 0; i < 12; ++i) {  // beyond one digit: the order is that of the numbers
    form.subject.emplace_back(asn1::oids::kOrganizationalUnit, "第" + std::to_string(i) + "处");
  }
  form.alt_names.dns = {"a.example.cn", "b.example.cn"};
  form.alt_names.emails = {"x@example.cn"};
  form.alt_names.uris = {"urn:x"};
  form.alt_names.ip_addresses = {{127, 0, 0, 1}, {0, 0, 0, 0}};
  form.identities = {{x509::IdentityKind::Passport, "E12345678"}, {x509::IdentityKind::InsuranceNumber, "1"}};
  form.phone = "12345";
  form.validity_days = 30;
  form.request = {0x30, 0x00, 0xFF};
  form.replaced_signature = {1, 0, 2};
  form.reason = "damaged";
  stored.paper = {{"number", "SQ-1"}, {"applicant", "{x}"}};
  return stored;
}

TEST(FormRecord, ComesBackWhole) {
  const StoredForm stored = full_form();
  const auto octets = form_to_bytes(stored);
  ASSERT_TRUE(octets);
  const auto read = parse_form(*octets);
  ASSERT_TRUE(read) << base::describe(read.error());
  const Form& form = read->form;
  EXPECT_EQ(form.purpose, Purpose::Rekey);
  EXPECT_EQ(form.replaces, stored.form.replaces);
  EXPECT_EQ(form.subject, stored.form.subject);
  EXPECT_EQ(form.alt_names.dns, stored.form.alt_names.dns);
  EXPECT_EQ(form.alt_names.uris, stored.form.alt_names.uris);
  EXPECT_EQ(form.alt_names.ip_addresses, stored.form.alt_names.ip_addresses);
  ASSERT_EQ(form.identities.size(), 2U);
  EXPECT_EQ(form.identities[1].kind, x509::IdentityKind::InsuranceNumber);
  EXPECT_EQ(form.identities[0].number, "E12345678");
  EXPECT_EQ(form.mail, "");
  EXPECT_EQ(form.validity_days, 30);
  EXPECT_EQ(form.request, stored.form.request);
  EXPECT_EQ(form.replaced_signature, stored.form.replaced_signature);
  EXPECT_EQ(form.reason, "damaged");
  EXPECT_EQ(read->paper, stored.paper);
  EXPECT_EQ(form_to_bytes(*read).value(), *octets);
}

TEST(FormRecord, HasItsLimits) {
  StoredForm stored = full_form();
  for (std::size_t i = 0; i < proof::kMaxRecordFields; ++i) stored.form.alt_names.dns.push_back("x");
  EXPECT_EQ(code_of(form_to_bytes(stored)), "registration.form");
  stored = full_form();
  stored.form.request.assign(proof::kMaxRecordBytes, 1);
  EXPECT_EQ(code_of(form_to_bytes(stored)), "registration.form");
  EXPECT_EQ(code_of(parse_form(base::Bytes{1, 2, 3})), "registration.stored");
}

TEST(InputsRecord, KeepsEveryTypeOfValue) {
  const procedure::Values inputs{{"text", std::string("证件背面")},
                                 {"empty", std::string()},
                                 {"number", std::int64_t{-7}},
                                 {"yes", true},
                                 {"no", false},
                                 {"day", base::parse_date("2026-02-28").value()},
                                 {"texts", std::vector<std::string>{"a", "", "c,d"}},
                                 {"none", std::vector<std::string>{}}};
  const auto octets = inputs_to_bytes(inputs);
  ASSERT_TRUE(octets);
  const auto read = parse_inputs(*octets);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(*read, inputs);
  EXPECT_EQ(code_of(inputs_to_bytes({{"big", std::string(proof::kMaxRecordBytes, 'x')}})),
            "registration.inputs");
  EXPECT_EQ(code_of(parse_inputs(base::Bytes{1, 0, 1, 0, 1, 'x', 0, 0, 0, 1, '?'})), "registration.stored");
  EXPECT_EQ(code_of(parse_inputs(base::Bytes{1, 0, 1, 0, 1, 'x', 0, 0, 0, 3, 'l', 0, 0})),
            "registration.stored");
}

TEST(Purposes, HaveNames) {
  for (const Purpose purpose : {Purpose::New, Purpose::Renewal, Purpose::Rekey, Purpose::Change})
    EXPECT_EQ(parse_purpose(purpose_name(purpose)).value(), purpose);
  EXPECT_EQ(code_of(parse_purpose("other")), "registration.purpose");
}

TEST(JsonText, EscapesWhatJsonDemands) {
  EXPECT_EQ(json_quoted("a\"b\\c\n张"), "\"a\\\"b\\\\c\\u000a张\"");
  EXPECT_EQ(json_object({{"a", "1"}, {"b", json_array({"true", "null"})}}), "{\"a\":1,\"b\":[true,null]}");
  EXPECT_EQ(json_object({}), "{}");
  EXPECT_EQ(json_array({}), "[]");
}

}  // namespace
}  // namespace yinxin::registration
