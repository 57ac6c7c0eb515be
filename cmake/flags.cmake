# One set of flags for everything we compile; warnings are errors.
add_library(yx_flags INTERFACE)
target_compile_options(yx_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Werror -fstack-protector-strong)
target_include_directories(yx_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports std::string's own bookkeeping at -O2 (GCC bugs 105329, 105651); clang still checks these.
  target_compile_options(yx_flags INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
                                            -Wno-maybe-uninitialized)
endif()
if(YINXIN_SANITIZE)
  target_compile_definitions(yx_flags INTERFACE YX_SANITIZED)
  target_compile_options(yx_flags INTERFACE -fsanitize=${YINXIN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(yx_flags INTERFACE -fsanitize=${YINXIN_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND YINXIN_SANITIZE MATCHES "undefined")
    # clang 14 cannot emit this check's data for coroutines ("difference across sections").
    target_compile_options(yx_flags INTERFACE -fno-sanitize=function)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(yx_flags INTERFACE _FORTIFY_SOURCE=2)
endif()
if(YINXIN_FUZZ)
  target_compile_options(yx_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_link_options(yx_flags INTERFACE -Wl,-z,relro,-z,now)

# With YINXIN_PRECOMPILE one header is precompiled for all libraries and programs, one more for all tests
# (tests/CMakeLists.txt); a target whose units read much of the house has a header of its own, named here.
set(yx_common_headers <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <set>
                      <span> <string> <string_view> <variant> <vector>)
set(yx_headers_yx_documents src/documents/types.hpp)
set(yx_headers_yx_procedure src/procedure/engine.hpp)
set(yx_headers_yx_registration src/registration/state.hpp)
set(yx_headers_yx_endpoints src/endpoints/services.hpp src/endpoints/signed.hpp src/http/json_writer.hpp)
set(yx_headers_yx_tests_integration tests/integration/front_world.hpp tests/registration_support/registration_world.hpp)
set(yx_headers_yx_tests_crash tests/registration_support/registration_world.hpp)

if(YINXIN_PRECOMPILE)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
  add_library(yx_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(yx_precompiled PRIVATE yx_flags)
  target_precompile_headers(yx_precompiled PRIVATE ${yx_common_headers})
endif()

# And the units of a target are compiled a few at a time, in half the time: what they have in common is made once. So what
# stands in a folder's unnamed namespaces needs names that differ. These targets do not keep that and go unit by unit.
set(yx_apart yx_crypto yx_crypto_tests yx_http yx_http_tests yx_x509_tests yx_tests_interop yx_tests_golden yx_exchange
            yx_supervision yx_office yinxin)
if(YINXIN_PRECOMPILE)
  file(GLOB yx_alike ${CMAKE_SOURCE_DIR}/src/x509/lint/rules/*.cpp)  # a rule a file, all built alike
  set_source_files_properties(${yx_alike} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  # g++ takes an included unit for a header.
  target_compile_options(yx_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  target_compile_options(yx_flags INTERFACE -Wno-shadow)  # of another unit's name; ./dev lint and ./dev build watch for it
endif()

# yx_precompile(target shared [header…]): its own header if it has one, with `header…`, else that of `shared`.
function(yx_precompile target shared)
  if(NOT YINXIN_PRECOMPILE)
    return()
  endif()
  if(NOT target IN_LIST yx_apart)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  endif()
  if(DEFINED yx_headers_${target})
    list(TRANSFORM yx_headers_${target} PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE own)
    target_precompile_headers(${target} PRIVATE ${yx_common_headers} ${ARGN} ${own})
  else()
    target_precompile_headers(${target} REUSE_FROM ${shared})
  endif()
endfunction()
