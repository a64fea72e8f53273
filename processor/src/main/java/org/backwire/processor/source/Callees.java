package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
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
 * <p>They go to the companion, which changes no array. Where a call needs more than the gradient of one number with respect to
 * numbers, a method of the same class is written out like any helper, or called like one where it calls itself.
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
        if (here && (callee == null ? !desk.frame.isInside(method) : !serves(callee, call))) {
            return desk.helpers.inline(call);
        }
        String name = Members.ownerOf(method).getSimpleName() + "." + method.getSimpleName();
        if (callee == null) {
            return desk.refuse(Problem.CALLEE_NAMES_LOST, call.name(), name);
        }
        CalleeFacts facts = desk.facts.apply(method);
        if (facts == null) {
            String owner = Members.ownerOf(method).getSimpleName().toString();
            return desk.refuse(
                    Problem.COMPANION_MISSING,
                    call.name(),
                    name,
                    callee.companion().toString(),
                    owner);
        }
        if (desk.calleeWrites.areRefused(call, callee, facts.writes())) {
            return Operand.BAD;
        }
        return called(call, callee, facts);
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
        return call.arguments().stream().allMatch(argument -> argument.components() == null)
                && !desk.recursions.leadsBack(callee.element());
    }

    private Operand called(Calls.Call call, AnnotatedMethod callee, CalleeFacts facts) {
        ExecutableElement method = call.method();
        List<Operand> arguments = desk.helpers.arguments(call.choice(), call.arguments(), call.places(), call.tree());
        if (arguments == null || areRecordsRefused(call)) {
            return Operand.BAD;
        }
        List<Value> operands = new ArrayList<>();
        List<Origin> places = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean isSingle = i < call.places().size() && !(call.choice().spread() && i == arguments.size() - 1);
            Tree tree = isSingle ? call.argumentTree(i) : call.tree();
            if (!pass(arguments.get(i), method.getParameters().get(i).asType(), tree, operands)) {
                return Operand.BAD;
            }
            places.addAll(Collections.nCopies(operands.size() - places.size(), desk.origin(tree)));
        }
        Member member = new Member(
                TypeOf.classRef(Members.ownerOf(method)), method.getSimpleName().toString());
        Origin origin = desk.origin(call.name(), desk.text(call.tree()));
        List<Value> results = new ArrayList<>();
        Operand result = desk.records.map(method.getReturnType(), null, (leaf, name) -> {
            results.add(new Value(desk.graphType(leaf), null, origin, null));
            return results.get(results.size() - 1);
        });
        desk.emit(new Op.CallDifferentiable(results, callee.callee(member, desk, facts), operands, operands, places));
        return result;
    }

    /** Passes an argument, a record by its components where its parameter is differentiable. */
    private boolean pass(Operand argument, TypeMirror parameter, Tree tree, List<Value> operands) {
        boolean isTakenApart = TypeOf.isDifferentiable(parameter) && desk.records.isTakenApart(parameter);
        if (isTakenApart && argument.components() == null) {
            desk.refuse(Problem.NULL_RECORD, tree, desk.text(tree));
            return false;
        }
        if (isTakenApart) {
            desk.records.flatten(argument, operands);
            return true;
        }
        if (argument.components() == null) {
            operands.add(desk.valueOf(argument, tree));
            return true;
        }
        Operand whole = desk.records.whole(argument, tree);
        if (!whole.isBad()) {
            operands.add(desk.valueOf(whole, tree));
        }
        return !whole.isBad();
    }

    /** Records that would have to be made here, or taken apart, and cannot be. */
    private boolean areRecordsRefused(Calls.Call call) {
        ExecutableElement method = call.method();
        boolean refused = false;
        for (int i = 0;
                i < call.arguments().size() && i < method.getParameters().size();
                i++) {
            refused |= isRecordRefused(method.getParameters().get(i).asType(), call.argumentTree(i));
        }
        return isRecordRefused(method.getReturnType(), call.name()) || refused;
    }

    private boolean isRecordRefused(TypeMirror type, Tree tree) {
        if (type.getKind() != TypeKind.DECLARED || !TypeOf.isDifferentiable(type)) {
            return false;
        }
        if (!desk.records.isTakenApart(type)) {
            desk.refuse(
                    Problem.RECORD_ELSEWHERE,
                    tree,
                    desk.types.asElement(type).getSimpleName().toString());
            return true;
        }
        if (!desk.members.isVisibleBeside(type, desk.home)) {
            desk.refuse(Problem.PRIVATE_MEMBER, tree, type.toString());
            return true;
        }
        return !desk.records.check(type, true, true, tree);
    }
}
