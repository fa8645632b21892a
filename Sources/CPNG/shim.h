#ifndef GALLEY_CPNG_SHIM_H
#define GALLEY_CPNG_SHIM_H
#include <stdio.h>
#include <png.h>
#endif
