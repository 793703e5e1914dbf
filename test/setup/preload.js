// CommonJS packages require() Nest, which is ESM; Jest allows that only once Nest has been evaluated.
import '@nestjs/common';
import '@nestjs/core';
