package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Method calls: which method is meant, and what becomes of it: a gate, a companion's call, an inlined helper, or itself. */
final class Calls {
    private final Lowering desk;

    Calls(Lowering desk) {
        this.desk = desk;
    }

    /**
     * A call whose method is known.
     *
     * @param tree the invocation, or the reference to a method that something else calls
     * @param places those of the arguments
     * @param name the tree of the method's name, where messages point
     * @param receiver null for a static method
     * @param named the class whose member the method was looked up as
     */
    record Call(
            ExpressionTree tree,
            List<? extends Tree> places,
            Tree name,
            Overloads.Choice choice,
            @Nullable Operand receiver,
            @Nullable TypeElement named,
            List<Operand> arguments) {
        ExecutableElement method() {
            return choice.method();
        }

        /** The same call on an object. */
        Call on(Operand object) {
            return new Call(tree, places, name, choice, object, named, arguments);
        }

        /** The same call of the method that overrides the one that was looked up. */
        Call of(ExecutableElement overriding) {
            Overloads.Choice chosen = new Overloads.Choice(
                    overriding, choice.parameters(), choice.spread(), choice.result(), choice.substitution());
            return new Call(tree, places, name, chosen, receiver, named, arguments);
        }

        Tree argumentTree(int index) {
            return places.get(index);
        }

        boolean namesTypeArguments() {
            return tree instanceof MethodInvocationTree invocation
                    && !invocation.getTypeArguments().isEmpty();
        }
    }

    Operand read(MethodInvocationTree tree, @Nullable TypeMirror target) {
        Operand generated = desk.generators.read(tree);
        if (generated != null) {
            return generated;
        }
        ExpressionTree select = tree.getMethodSelect();
        if (select instanceof IdentifierTree identifier) {
            String name = identifier.getName().toString();
            Map<String, Local> fields = desk.frame.fields();
            if (fields != null && name.equals("super")) {
                // javac puts it into the constructors of records; it does nothing.
                return Operand.nothing(desk.types.getNoType(TypeKind.VOID));
            }
            if (fields != null && name.equals("this")) {
                return desk.constructions.delegate(tree, fields, Arguments.read(desk, tree.getArguments()));
            }
            Names.Candidates candidates = desk.names.methods(name, desk.frame.owner());
            Arguments arguments = Arguments.read(desk, tree.getArguments());
            return call(tree, candidates.methods(), null, desk.frame.receiver(), candidates.in(), arguments, target);
        }
        if (select instanceof MemberSelectTree member) {
            return member(tree, member, target);
        }
        return desk.expressions.unsupported(tree);
    }

    private Operand member(MethodInvocationTree tree, MemberSelectTree select, @Nullable TypeMirror target) {
        String name = select.getIdentifier().toString();
        Fields.Qualifier qualifier = desk.fields.qualifier(select.getExpression());
        Operand receiver = qualifier.operand();
        if (receiver == null) {
            Arguments arguments = Arguments.read(desk, tree.getArguments());
            TypeElement type = qualifier.type();
            return type == null
                    ? desk.refuse(Problem.UNKNOWN_NAME, select.getExpression(), desk.text(select.getExpression()))
                    : call(tree, desk.members.methods(type, name), null, null, type, arguments, target);
        }
        if (receiver.isBad() || receiver.kind() == TypeKind.VOID) {
            Arguments.read(desk, tree.getArguments());
            return Operand.BAD;
        }
        if (receiver.value() != null) {
            desk.foreigns.declare(receiver.value());
        }
        TypeMirror type = desk.java.boundWith(name, receiver.type(), desk.members);
        if (type.getKind() == TypeKind.ARRAY && name.equals("clone")) {
            return tree.getArguments().isEmpty()
                    ? desk.arrays.cloned(tree, receiver)
                    : desk.refuse(Problem.UNRESOLVED_CALL, select, desk.text(tree));
        }
        if (type.getKind() == TypeKind.ARRAY) {
            type = desk.java.object();
        }
        if (!(type instanceof DeclaredType declared)) {
            Arguments.read(desk, tree.getArguments());
            return desk.refuse(Problem.UNRESOLVED_CALL, select, desk.text(tree));
        }
        TypeElement element = (TypeElement) declared.asElement();
        DeclaredType site = (DeclaredType) desk.types.capture(declared);
        Arguments arguments = Arguments.read(desk, tree.getArguments());
        return call(tree, desk.members.methods(element, name), site, receiver, element, arguments, target);
    }

    /** The type arguments that a call names; null if one of them cannot be found. */
    private @Nullable List<TypeMirror> explicit(MethodInvocationTree tree) {
        List<TypeMirror> types = new ArrayList<>();
        for (Tree argument : tree.getTypeArguments()) {
            TypeMirror type = desk.typeTrees.type(argument, desk.frame.owner());
            if (type == null) {
                desk.refuse(Problem.UNKNOWN_NAME, argument, desk.text(argument));
                return null;
            }
            types.add(type);
        }
        return types;
    }

    private Operand call(
            MethodInvocationTree tree,
            List<ExecutableElement> candidates,
            @Nullable DeclaredType site,
            @Nullable Operand receiver,
            @Nullable TypeElement named,
            Arguments arguments,
            @Nullable TypeMirror target) {
        Tree name = tree.getMethodSelect();
        List<TypeMirror> explicit = explicit(tree);
        if (candidates.isEmpty()) {
            return desk.refuse(Problem.UNKNOWN_NAME, name, desk.text(name));
        }
        if (explicit == null || arguments.isBad()) {
            return Operand.BAD;
        }
        boolean isOfThis = receiver != null && desk.frame.owner().equals(named); // inherited, perhaps
        DeclaredType place =
                site == null && isOfThis ? (DeclaredType) desk.frame.owner().asType() : site;
        Overloads.Choice choice =
                desk.overloads.choose(candidates, place, arguments.types(), explicit, target, desk.frame.owner());
        if (choice == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, name, desk.text(tree));
        }
        ExecutableElement method = choice.method();
        desk.assume(tree, method);
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        if (!isStatic && (receiver == null || place == null)) {
            return desk.refuse(
                    Problem.INSTANCE_HELPER, name, method.getSimpleName().toString());
        }
        List<Operand> operands = arguments.operands(choice);
        if (operands == null) {
            return Operand.BAD;
        }
        Overloads.Choice again = arguments.dependOnMethod()
                ? desk.overloads.choose(List.of(method), place, arguments.types(), explicit, target, desk.frame.owner())
                : null;
        return dispatch(new Call(
                tree,
                tree.getArguments(),
                name,
                again == null ? choice : again,
                isStatic ? null : receiver,
                named,
                operands));
    }

    /** What a static method gives that is passed by its name, {@code Math::exp}; null if it is no such method. */
    @Nullable
    Operand referred(MemberReferenceTree tree, List<Operand> arguments) {
        TypeElement type = tree.getMode() == MemberReferenceTree.ReferenceMode.INVOKE && tree.getTypeArguments() == null
                ? desk.fields.qualifier(tree.getQualifierExpression()).type()
                : null;
        if (type == null) {
            return null;
        }
        List<List<TypeMirror>> types =
                arguments.stream().map(a -> List.of(a.type())).toList();
        List<ExecutableElement> named =
                desk.members.methods(type, tree.getName().toString());
        Overloads.Choice choice = desk.overloads.choose(named, null, types, List.of(), null, desk.frame.owner());
        if (choice == null || !choice.method().getModifiers().contains(Modifier.STATIC)) {
            return null;
        }
        desk.assume(tree, choice.method());
        List<Tree> places = Collections.nCopies(arguments.size(), tree);
        return dispatch(new Call(tree, places, tree, choice, null, type, arguments));
    }

    private Operand dispatch(Call call) {
        ExecutableElement method = call.method();
        Operand ruled = desk.rules.call(call);
        if (ruled != null) {
            return ruled;
        }
        Gate gate = Gates.of(method);
        if (gate != null) {
            return gate(gate, call);
        }
        if (Annotation.on(method, AnnotatedMethod.ANNOTATION, desk.elements) != null) {
            return desk.callees.call(call);
        }
        Operand known = call.receiver() == null ? library(call) : desk.records.call(call);
        if (known != null) {
            return known;
        }
        Call helper = desk.helpers.helper(call);
        if (helper != null) {
            return desk.helpers.inline(helper);
        }
        Operand chosen = desk.constantBodies.read(call);
        if (chosen != null) {
            return chosen;
        }
        Operand withoutRule = desk.rules.callWithoutRule(call);
        return withoutRule != null ? withoutRule : desk.foreigns.call(call);
    }

    private @Nullable Operand library(Call call) {
        Operand checked = desk.nullChecks.read(call);
        return checked != null ? checked : desk.arrayLibrary.read(call);
    }

    private Operand gate(Gate gate, Call call) {
        List<Value> operands = converted(call);
        if (operands == null) {
            return Operand.BAD;
        }
        TypeMirror type = desk.java.plain(call.method().getReturnType());
        Member member = new Member(
                TypeOf.classRef(Members.ownerOf(call.method())),
                call.method().getSimpleName().toString());
        Value result = desk.apply(gate, desk.graphType(type), desk.origin(call.tree()), operands, member);
        return Operand.of(type, result);
    }

    /** The arguments with the types of the parameters; null if one of them was refused. */
    private @Nullable List<Value> converted(Call call) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            TypeMirror type = call.choice().parameters().get(i);
            Operand operand = desk.conversions.convert(call.arguments().get(i), type, call.argumentTree(i));
            if (operand.isBad()) {
                return null;
            }
            values.add(desk.valueOf(operand, call.argumentTree(i)));
        }
        return values;
    }
}
