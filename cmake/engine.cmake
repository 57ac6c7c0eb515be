# The SM2 and SM3 engine: its units are always optimised, and the multiples of the generator are computed by a program of the
# tree when the project is built.
set(yx_engine_units sm2_inverse.cpp sm2_plain.cpp sm2_bmi2.cpp sm2_ifma.cpp sm2_nonce.cpp sm3.cpp sm3_lanes.cpp)
list(TRANSFORM yx_engine_units PREPEND ${CMAKE_SOURCE_DIR}/src/crypto/)
set_source_files_properties(${yx_engine_units} PROPERTIES COMPILE_OPTIONS "-O2" SKIP_PRECOMPILE_HEADERS ON)
# g++ 12 finds its own intrinsics uninitialised (GCC bug 105593), and unrolls loops over words at -O3 only. With sanitizers that
# takes minutes and shows nothing more.
if(YINXIN_SANITIZE)
  set(yx_unrolled -O1)
else()
  set(yx_unrolled -O3)
endif()
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/crypto/sm2_ifma.cpp PROPERTIES COMPILE_OPTIONS "${yx_unrolled};-Wno-uninitialized")
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/crypto/sm3_lanes.cpp PROPERTIES COMPILE_OPTIONS "${yx_unrolled};-Wno-uninitialized")

add_executable(sm2_table_generator ${CMAKE_SOURCE_DIR}/src/crypto/sm2_table_generator.cpp
                                   ${CMAKE_SOURCE_DIR}/src/crypto/sm2_inverse.cpp)
target_include_directories(sm2_table_generator PRIVATE ${CMAKE_SOURCE_DIR}/src)
set_target_properties(sm2_table_generator PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/sm2_table.cpp
  COMMAND sm2_table_generator ${CMAKE_BINARY_DIR}/generated/sm2_table.cpp
  DEPENDS sm2_table_generator)
target_sources(yx_crypto PRIVATE ${CMAKE_BINARY_DIR}/generated/sm2_table.cpp)
set_source_files_properties(${CMAKE_BINARY_DIR}/generated/sm2_table.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
