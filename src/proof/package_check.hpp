// The steps of verify_package(), one file each, and what they hand to one another. Private to this folder.
#pragma once

#include "proof/chain.hpp"
#include "proof/package.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::proof {

struct PackageAct {
  std::string file;
  std::uint64_t seq = 0;
  std::string object;
  Leaf leaf;
  std::optional<Record> record;  ///< nothing: not disclosed
};

struct PackageContents {
  Manifest manifest;
  std::map<std::string, base::ByteView, std::less<>>
      files;                                ///< those whose digest is right; views into the archive
  std::optional<base::ByteView> signature;  ///< manifest.sig
  std::optional<x509::Certificate> certificate;
  std::vector<x509::Certificate> authorities;
  const x509::Certificate* issuer = nullptr;  ///< of the certificate, once its path holds
  std::vector<PackageAct> acts;               ///< those that hold, by seq

  /// The file if it is there and intact. When it is not in the manifest at all, this fails unless its part
  /// declares something absent: an absence is stated, never hidden (requirements 7).
  std::optional<base::ByteView> expect_file(std::string_view name, std::string_view zh, std::string_view en,
                                            Report& report) const;
  /// Intact files under a folder of layout, by name; expect_file() for a folder.
  std::vector<std::pair<std::string, base::ByteView>> expect_folder(std::string_view folder,
                                                                    std::string_view zh, std::string_view en,
                                                                    Report& report) const;
  /// The act of this kind about the certificate, the last one if there are several.
  const PackageAct* find_act(ActCode code) const;
  bool concerns_certificate(const PackageAct& act) const;
  /// When the certificate was issued: by its act, else by its notBefore, else when the package was built.
  base::Time issue_time() const;
};

/// Archive, manifest, digests, parts. Nothing when there is no manifest to go on with.
std::optional<PackageContents> open_package(base::ByteView archive, Report& report);
/// Reads certificate and authorities into `contents`.
void read_certificates(PackageContents& contents, Report& report);
/// The manifest's signature and the package key's certificate.
void check_signature(const PackageContents& contents, const PackageTrust& trust, Report& report);
/// Each absence is stated by the package key, about this package.
void check_absences(const PackageContents& contents, Report& report);
/// What was collected, by an act and its list, is what is here: file by file, absence by absence, act by act.
void check_collected(const PackageContents& contents, Report& report);
/// Tree head and acts: reads them into `contents`.
void check_acts(PackageContents& contents, const PackageTrust& trust, Report& report);
/// Path, contents of article 19, request. Sets contents.issuer.
void check_certificate(PackageContents& contents, const PackageTrust& trust, Report& report);
/// CRLs and OCSP answers against one another and against the acts.
void check_status(const PackageContents& contents, Report& report);
/// Licence, rules, table of responsibility.
void check_papers(const PackageContents& contents, Report& report);

/// The certificate of a service key (package, tree head): its path at `at`, its purpose, and that it names
/// the provider which issued the package's certificate.
bool check_service_certificate(const x509::Certificate& service, std::string_view where,
                               const PackageContents& contents, const PackageTrust& trust, base::Time at,
                               Report& report);

}  // namespace yinxin::proof
