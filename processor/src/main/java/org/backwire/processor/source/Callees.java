package org.backwire.processor.source;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;

/**
 * Calls of methods that are {@code @Differentiable} themselves.
 *
 * <p>They go to the companion, which knows the gradient of one number with respect to some of the arguments, and changes no
 * array. Where a call needs more than that, a method of the same class is written out like any helper.
 */
final class Callees {
    private final Lowering desk;

    Callees(Lowering desk) {
        this.desk = desk;
    }

    Operand call(Calls.Call call) {
        ExecutableElement method = call.method();
        AnnotatedMethod callee = AnnotatedMethod.of(method, desk.elements, desk.types);
        boolean here = Lowering.isInside(method, desk.home) && desk.sources.method(method) != null;
        if (here && !desk.frame.isInside(method) && (callee == null || !serves(callee, call))) {
            return desk.helpers.inline(call);
        }
        String name = Members.ownerOf(method).getSimpleName() + "." + method.getSimpleName();
        if (callee == null) {
            return desk.refuse(Problem.CALLEE_NAMES_LOST, call.name(), name);
        }
        if (desk.calleeWrites.areRefused(call, callee)) {
            return Operand.BAD;
        }
        return called(call, callee);
    }

    /** Whether a companion has all that a call in the same class needs of it. */
    private boolean serves(AnnotatedMethod callee, Calls.Call call) {
        if (!callee.element().getReturnType().getKind().isPrimitive()) {
            return false;
        }
        for (int i = 0; i < callee.element().getParameters().size(); i++) {
            TypeMirror type = callee.element().getParameters().get(i).asType();
            boolean constant = TypeOf.isDifferentiable(type) && !callee.wrt().contains(i);
            if (constant || type.getKind() == TypeKind.ARRAY) {
                return false;
            }
        }
        return call.arguments().stream().allMatch(argument -> argument.components() == null);
    }

    private Operand called(Calls.Call call, AnnotatedMethod callee) {
        ExecutableElement method = call.method();
        List<Operand> arguments = desk.helpers.arguments(
                call.choice(), call.arguments(), call.tree().getArguments(), call.tree());
        if (arguments == null) {
            return Operand.BAD;
        }
        List<Value> operands = new ArrayList<>();
        List<Origin> places = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).components() != null) {
                return desk.refuse(Problem.RECORD, call.name());
            }
            operands.add(desk.valueOf(arguments.get(i), call.tree()));
            boolean single =
                    i < call.tree().getArguments().size() && !(call.choice().spread() && i == arguments.size() - 1);
            places.add(desk.origin(single ? call.argumentTree(i) : call.tree()));
        }
        TypeMirror type = method.getReturnType();
        if (type.getKind() == TypeKind.DECLARED) {
            return desk.refuse(Problem.RECORD, call.name());
        }
        Member member = new Member(
                TypeOf.classRef(Members.ownerOf(method)), method.getSimpleName().toString());
        Origin origin = desk.origin(call.name(), desk.text(call.tree()));
        Value result = new Value(desk.graphType(type), null, origin, null);
        desk.emit(new Op.CallDifferentiable(result, callee.callee(member), operands, places));
        return Operand.of(type, result);
    }
}
