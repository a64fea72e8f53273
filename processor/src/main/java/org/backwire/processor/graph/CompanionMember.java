package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A member of a companion that other companions call. It returns a record, writes into arrays, or is one of a frame. */
public enum CompanionMember {
    /** The value, then a result per {@code wrt} parameter of the callee. */
    GRADIENT("gradient", "Gradient", Op.Effect.WRITES) {
        @Override
        List<String> components(Callee callee) {
            return joined(List.of(".value()"), callee.components("d"));
        }
    },
    /** The value; the slopes go into arrays that follow the arguments, one for each array, then one for all numbers. */
    VALUE_AND_GRADIENT("valueAndGradient", null, Op.Effect.WRITES),
    /** The same with the gradient of the value after the arguments, and a workspace at the end; what the arrays hold must be zero. */
    FORWARD_BACKWARD("forwardBackward", null, Op.Effect.WRITES),
    /**
     * One result per operand of a {@code wrt} parameter of the callee. The gradients of what the callee returned follow the arguments.
     * It is a function of all these, and nothing else.
     */
    PULLBACK("vjp", "Gradient", Op.Effect.READS) {
        @Override
        List<Shape> argumentShapes(Callee callee) {
            return joined(callee.shapes(), List.of(callee.result()));
        }
    },
    /**
     * The same, of a frame: the gradients of what the callee returned follow it. The frame holds what forward has kept, and is no
     * argument.
     */
    BACKWARD("backward", null, Op.Effect.READS) {
        @Override
        List<Shape> argumentShapes(Callee callee) {
            return List.of();
        }
    },
    /**
     * The same, where gradients are changed in place: what is passed are those of values that came back, of arrays that are written
     * to, and of arrays that are only read, which are added to.
     */
    BACKWARD_IN_PLACE("backward", null, Op.Effect.WRITES) {
        @Override
        List<Shape> argumentShapes(Callee callee) {
            return List.of();
        }
    },
    /**
     * The gradients that {@link #PULLBACK} gives, then the tangent of each. The directions of the arguments follow its operands, then
     * those of the gradients of what the callee returned.
     */
    PULLBACK_TANGENT("vjpTangent", "GradientTangent", Op.Effect.READS) {
        @Override
        List<String> components(Callee callee) {
            return joined(callee.components("d"), callee.components("h"));
        }

        @Override
        List<Shape> argumentShapes(Callee callee) {
            List<Shape> all = joined(PULLBACK.argumentShapes(callee), callee.wrtShapes());
            List<Type> types = callee.result().types();
            List<Integer> moving = callee.movingResults();
            if (moving.size() == types.size()) {
                all.add(callee.result());
            } else {
                moving.forEach(i -> all.add(new Shape.Single(types.get(i))));
            }
            return all;
        }
    },
    /** The value and its tangent. The directions follow the arguments. */
    TANGENT("jvp", "Tangent", Op.Effect.WRITES) {
        @Override
        List<String> components(Callee callee) {
            return joined(Callee.paths("value", callee.result()), Callee.paths("dvalue", callee.result()));
        }

        @Override
        List<Shape> argumentShapes(Callee callee) {
            return joined(callee.shapes(), callee.wrtShapes());
        }
    },
    /** The value, the gradient, and the Hessian times a direction. The directions follow the arguments. */
    HESSIAN_PRODUCT("hvp", "HessianProduct", Op.Effect.WRITES) {
        @Override
        List<String> components(Callee callee) {
            return joined(joined(List.of(".value()"), callee.components("d")), callee.components("h"));
        }

        @Override
        List<Shape> argumentShapes(Callee callee) {
            return joined(callee.shapes(), callee.wrtShapes());
        }
    };

    private final String title;
    private final @Nullable String record;
    private final Op.Effect effect;

    CompanionMember(String title, @Nullable String record, Op.Effect effect) {
        this.title = title;
        this.record = record;
        this.effect = effect;
    }

    /** Whether a frame has it: it leaves several results in fields of the frame, rather than in a record. */
    boolean isFramed() {
        return this == BACKWARD || this == BACKWARD_IN_PLACE;
    }

    /** Whether it returns a record of several values. */
    public boolean returnsRecord() {
        return record != null;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** The record that it returns. */
    public String record() {
        return Objects.requireNonNull(record);
    }

    Op.Effect effect() {
        return effect;
    }

    /** The accessors of the results in that record. */
    List<String> components(Callee callee) {
        return callee.components("d");
    }

    /** How the arguments are made of the operands. */
    List<Shape> argumentShapes(Callee callee) {
        return callee.shapes();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return new ArrayList<>(Stream.concat(first.stream(), second.stream()).toList());
    }
}
