#include "http/content_disposition.hpp"

#include <gtest/gtest.h>

namespace yinxin::http {
namespace {

// The second form is RFC 8187 3.2.2's own example of a name that is not ASCII.
TEST(ContentDisposition, CarriesNamesOfAnyLanguage) {
  EXPECT_EQ(attachment("\u00a3 and \u20ac rates", "rates.txt"),
            "attachment; filename=\"rates.txt\"; filename*=UTF-8''%C2%A3%20and%20%E2%82%AC%20rates");
  EXPECT_EQ(attachment("审计报告.pdf", "a1b2.pdf"),
            "attachment; filename=\"a1b2.pdf\"; "
            "filename*=UTF-8''%E5%AE%A1%E8%AE%A1%E6%8A%A5%E5%91%8A.pdf");
}

TEST(ContentDisposition, NothingInANameEndsTheField) {
  const std::string field = attachment("a\"; filename=\"b.exe\r\nSet-Cookie: c=1", "a\"\r\n;b");
  EXPECT_EQ(field,
            "attachment; filename=\"a____b\"; "
            "filename*=UTF-8''a%22%3B%20filename%3D%22b.exe%0D%0ASet-Cookie%3A%20c%3D1");
}

}  // namespace
}  // namespace yinxin::http
