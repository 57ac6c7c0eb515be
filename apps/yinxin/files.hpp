// Reading what people name on the command line.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "crypto/sm2.hpp"
#include "x509/certificate.hpp"

namespace yinxin::command_line {

/// Whole file, at most 16 MiB. Errors: those of base::read_file().
base::Result<base::Bytes> read_input(const std::string& file);
/// The folder that a file lies in: never empty.
std::string folder_of(const std::string& file);
/// For others to read (0644), or for the owner alone (0600). Errors: those of base::write_file_durably().
base::Result<void> write_public(const std::string& file, base::ByteView content);
base::Result<void> write_secret(const std::string& file, base::ByteView content);

/// PEM or DER. Errors: those of Certificate::parse().
base::Result<x509::Certificate> read_certificate(const std::string& file);
/// An unencrypted key file.
base::Result<crypto::Sm2PrivateKey> read_key(const std::string& file);

/// "name=value". Errors: Malformed `yinxin.pair`.
base::Result<std::pair<std::string, std::string>> split_pair(const std::string& text);
/// "CN=张三" and so on, by the short names of profiles. Errors: Malformed `yinxin.subject`, `yinxin.pair`.
base::Result<std::vector<std::pair<asn1::Oid, std::string>>> read_subject(
    const std::vector<std::string>& fields);

}  // namespace yinxin::command_line
