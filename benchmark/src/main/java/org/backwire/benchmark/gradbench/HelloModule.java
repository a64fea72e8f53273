package org.backwire.benchmark.gradbench;

import java.util.Map;

final class HelloModule implements Module {
    @Override
    public String name() {
        return "hello";
    }

    @Override
    public Map<String, Task<?>> tasks() {
        return Map.of(
                "square", new Task<>(Double.class, x -> () -> Square.square(x)),
                "double",
                        new Task<>(
                                Double.class,
                                x -> () -> SquareSquareGrad.gradient(x).dx()));
    }
}
